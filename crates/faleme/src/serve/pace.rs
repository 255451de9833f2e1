//! How often an address may ask, and a name may be tried.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests of an address in a row, and a second thereafter: an office behind one address, with pages that load tiles.
const BURST: f64 = 400.0;
const RATE: f64 = 100.0;
/// Addresses and names remembered; when there are more, all begin anew but those that wait.
const MOST: usize = 20_000;
/// The longest wait after failed sign-ins.
const LONGEST: Duration = Duration::from_secs(900);
/// Failures are forgotten after so long without another.
const FORGOTTEN: Duration = Duration::from_secs(3_600);

/// Failures that cost nothing: of a name from one address, of an address whatever the name, of a name from anywhere.
const FREE: [u32; 3] = [4, 20, 50];

/// How often an address may ask, and a name may be tried.
#[derive(Default)]
pub struct Pace {
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
    tries: Mutex<HashMap<(String, Option<IpAddr>), Tries>>,
}

struct Bucket {
    left: f64,
    at: Instant,
}

struct Tries {
    failed: u32,
    until: Instant,
    last: Instant,
}

/// Addresses that one customer holds count as one: the first 64 bits of an IPv6 address (RFC 6177).
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

impl Pace {
    /// Counts a request; how long to wait, if there were too many.
    pub fn ask(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST {
            buckets.retain(|_, b| b.left < 1.0 && now.duration_since(b.at) < Duration::from_secs(1));
        }
        let bucket = buckets.entry(network(address)).or_insert(Bucket { left: BURST, at: now });
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.left = (bucket.left + passed * RATE).min(BURST);
        bucket.at = now;
        if bucket.left < 1.0 {
            return Err(Duration::from_secs(1));
        }
        bucket.left -= 1.0;
        Ok(())
    }

    /// Whether a name may be tried from an address now; counts the try as failed until it is known not to be, so that
    /// many at once gain nothing.
    pub fn try_name(&self, name: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.retain(|_, t| now.saturating_duration_since(t.last) < FORGOTTEN);
        if tries.len() > MOST {
            tries.retain(|_, t| t.until > now);
        }
        let keys = keys(name, address);
        let waits = keys.iter().filter_map(|k| tries.get(k)?.until.checked_duration_since(now));
        if let Some(wait) = waits.max().filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        for (key, free) in keys.into_iter().zip(FREE) {
            let tried = tries.entry(key).or_insert(Tries { failed: 0, until: now, last: now });
            tried.failed = tried.failed.saturating_add(1);
            tried.last = now;
            if let Some(more) = tried.failed.checked_sub(free + 1) {
                tried.until = now + Duration::from_secs(1 << more.min(16)).min(LONGEST);
            }
        }
        Ok(())
    }

    /// The try was right: the name begins anew from this address, and what it counted elsewhere is taken back.
    pub fn right(&self, name: &str, address: IpAddr, now: Instant) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let [own, others @ ..] = keys(name, address);
        tries.remove(&own);
        for (key, free) in others.into_iter().zip(&FREE[1..]) {
            if let Some(tried) = tries.get_mut(&key) {
                tried.failed = tried.failed.saturating_sub(1);
                // Whoever knows one right word does not thereby end the wait that wrong ones made.
                if tried.failed <= *free {
                    tried.until = now;
                }
            }
        }
    }
}

fn keys(name: &str, address: IpAddr) -> [(String, Option<IpAddr>); 3] {
    let name: String = name.trim().to_lowercase().chars().take(80).collect();
    let network = network(address);
    [(name.clone(), Some(network)), (String::new(), Some(network)), (name, None)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn an_address_asks_so_often_and_others_do_not_wait_for_it() {
        let (pace, now) = (Pace::default(), Instant::now());
        let asked = (0..1_000).filter(|_| pace.ask(HERE, now).is_ok()).count();
        assert_eq!(asked, BURST as usize);
        assert!(pace.ask(THERE, now).is_ok());
        assert!(pace.ask(HERE, now + Duration::from_secs(1)).is_ok());
        let neighbours: [IpAddr; 2] = ["2001:db8::1".parse().unwrap(), "2001:db8::2".parse().unwrap()];
        assert_eq!(network(neighbours[0]), network(neighbours[1]));
        assert_eq!(network("::ffff:192.0.2.1".parse().unwrap()), HERE);
    }

    #[test]
    fn guessing_takes_ever_longer_and_the_right_word_ends_it() {
        let (pace, start) = (Pace::default(), Instant::now());
        let mut now = start;
        let mut tried = 0;
        while now < start + Duration::from_secs(86_400) {
            match pace.try_name("Awa", HERE, now) {
                Ok(()) => tried += 1,
                Err(wait) => now += wait,
            }
        }
        assert!((50..150).contains(&tried), "{tried} guesses a day");
        assert!(pace.try_name("Other", THERE, now).is_ok());
        let (pace, now) = (Pace::default(), Instant::now());
        for _ in 0..100 {
            assert!(pace.try_name("Awa", HERE, now).is_ok());
            pace.right("Awa", HERE, now);
        }
    }

    #[test]
    fn one_address_does_not_try_all_names_and_one_name_is_not_tried_from_everywhere() {
        let (pace, now) = (Pace::default(), Instant::now());
        let names = (0..100).filter(|n| pace.try_name(&format!("u{n}"), HERE, now).is_ok()).count();
        assert_eq!(names, FREE[1] as usize + 1);
        let pace = Pace::default();
        let from = |n: u8| IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, n));
        let places = (0..100).filter(|n| pace.try_name("Awa", from(*n), now).is_ok()).count();
        assert_eq!(places, FREE[2] as usize + 1);
    }
}
