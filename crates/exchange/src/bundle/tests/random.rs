//! Exchanges at random among three institutions and one whose key is revoked: bundles are lost, repeated, reordered, misdirected
//! and tampered with. In the end the three hold the same view, and every tampered bundle was refused and named.

use super::{about, document, key, known, marked};
use crate::bundle::*;
use base::{Date, Tlp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Institutions, then the one whose key everybody revokes, then one that nobody knows.
const HONEST: usize = 3;
const INTRUDER: usize = 3;
const STRANGER: usize = 4;

struct Node {
    me: usize,
    own: BTreeSet<u8>,
    numbers: BTreeMap<usize, u64>,
    sent: BTreeMap<usize, Vec<Line>>,
    held: BTreeMap<PublicKey, (Snapshot, Vec<Line>)>,
    intruder_revoked: bool,
}

fn secret(node: usize) -> SecretKey {
    key(u8::try_from(node).unwrap() + 10)
}

impl Node {
    fn new(me: usize) -> Self {
        let own = BTreeSet::new();
        Self {
            me,
            own,
            numbers: BTreeMap::new(),
            sent: BTreeMap::new(),
            held: BTreeMap::new(),
            intruder_revoked: false,
        }
    }

    fn records(&self) -> Vec<Record> {
        // Every other report is one that several institutions may hold.
        let name =
            |x: &u8| if x.is_multiple_of(2) { format!("of {}: {x}", self.me) } else { format!("common {x}") };
        self.own.iter().map(|x| marked(document(&name(x), &name(x)), Tlp::Green)).collect()
    }

    fn share(&mut self, to: usize) -> Vec<u8> {
        let records = self.records();
        let number = self.numbers.entry(to).or_insert(0);
        *number += 1;
        self.sent.insert(to, records.iter().map(|r| Line::of(r.id(), r)).collect());
        seal(&about(&secret(self.me), secret(to).public(), *number), &records, &secret(self.me)).bytes
    }

    fn keys(&self) -> Vec<KnownKey> {
        let others = (0..=INTRUDER).filter(|n| *n != self.me);
        let one = |n: usize| {
            let revoked = (n == INTRUDER && self.intruder_revoked).then(|| Date::constant(2025, 10, 1));
            KnownKey { revoked, ..known(&secret(n), &format!("P{n}")) }
        };
        others.map(one).collect()
    }

    fn receive(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let keys = self.keys();
        let bundle = open(bytes, Asked { me: secret(self.me).public(), keys: &keys })?;
        let new = bundle.header.snapshot(&bundle.digest);
        let from = bundle.header.from;
        if Place::of(&new, self.held.get(&from).map(|(held, _)| held)).counts() {
            let lines = bundle.records.iter().map(|(id, r)| Line::of(id.clone(), r)).collect();
            self.held.insert(from, (new, lines));
        }
        Ok(())
    }

    fn revoke(&mut self) {
        self.intruder_revoked = true;
    }

    fn view(&self) -> View {
        let mut mine: Vec<Line> =
            self.sent.iter().filter(|(to, _)| **to < HONEST).flat_map(|(_, l)| l.clone()).collect();
        mine.sort();
        mine.dedup();
        let gone = self.intruder_revoked.then(|| secret(INTRUDER).public());
        let counted = self.held.iter().filter(|(from, _)| Some(**from) != gone);
        let others = counted.map(|(from, (_, lines))| Part { from: *from, lines: lines.clone() });
        let own = Part { from: secret(self.me).public(), lines: mine };
        View::of(&others.chain([own]).collect::<Vec<_>>())
    }
}

/// That a bundle is refused, and with words that say why.
fn refused(node: &mut Node, bytes: &[u8], what: &str) -> Result<(), TestCaseError> {
    let before = node.view();
    let result = node.receive(bytes);
    let Err(refusal) = result else { return Err(TestCaseError::fail(format!("{what}: taken in"))) };
    prop_assert!(!refusal.to_string().is_empty() && refusal.code().starts_with("bundle."));
    prop_assert_eq!(node.view(), before, "{}: the view changed", what);
    Ok(())
}

fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.len() - 64)
}

/// The two lines at the head of a bundle, and the rest.
fn head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    bytes.split_at(ends.nth(1).unwrap() + 1)
}

type Mail = Vec<(usize, Vec<u8>)>;

fn step(nodes: &mut [Node], mail: &mut Mail, (what, a, b): (u8, u8, u16)) -> Result<(), TestCaseError> {
    let (p, x) = (usize::from(a) % HONEST, usize::from(b));
    let q = (p + 1 + x % (HONEST - 1)) % HONEST;
    let pick = |mail: &Mail, x: usize| (!mail.is_empty()).then(|| mail[x % mail.len()].clone());
    match what {
        0..=2 => {
            let (own, report) = (&mut nodes[p].own, (b % 12) as u8);
            if !own.remove(&report) {
                own.insert(report);
            }
        }
        3..=5 => {
            let bytes = nodes[p].share(q);
            mail.push((q, bytes));
        }
        6..=9 => {
            if let Some((to, bytes)) = pick(mail, x) {
                prop_assert_eq!(nodes[to].receive(&bytes), Ok(()));
            }
        }
        10 => {
            if !mail.is_empty() {
                let at = x % mail.len();
                mail.swap_remove(at);
            }
        }
        11 => {
            if let Some((to, mut bytes)) = pick(mail, x) {
                let at = (x * 31 + usize::from(a) * 7) % bytes.len();
                bytes[at] ^= 1 << (a % 8);
                refused(&mut nodes[to], &bytes, "a bit flipped")?;
            }
        }
        12 => {
            if let (Some((to, one)), Some((_, two))) = (pick(mail, x), pick(mail, x / 7 + 1))
                && head(&one).0 != head(&two).0
            {
                refused(&mut nodes[to], &[head(&two).0, head(&one).1].concat(), "another header")?;
                refused(&mut nodes[to], &[halves(&one).0, halves(&two).1].concat(), "another signature")?;
            }
        }
        13 => {
            if let Some((to, bytes)) = pick(mail, x) {
                refused(&mut nodes[(to + 1) % HONEST], &bytes, "delivered to another")?;
                refused(&mut nodes[to], &bytes[..x % bytes.len()], "cut")?;
            }
        }
        14 => {
            let mut stranger = Node::new(STRANGER);
            stranger.own.insert(a);
            refused(&mut nodes[q], &stranger.share(q), "a key that nobody knows")?;
            // The header of a partner, signed by another partner.
            let mut bytes = nodes[p].share(q);
            nodes[p].numbers.entry(q).and_modify(|n| *n -= 1);
            let unsigned = bytes.len() - 64;
            bytes.truncate(unsigned);
            let signature = secret(INTRUDER).sign(&bytes);
            bytes.extend(signature);
            refused(&mut nodes[q], &bytes, "signed by another partner")?;
        }
        15 => {
            let mut intruder = Node::new(INTRUDER);
            intruder.own.insert(a);
            intruder.numbers.insert(q, u64::from(b));
            let bytes = intruder.share(q);
            if nodes[q].intruder_revoked {
                refused(&mut nodes[q], &bytes, "a revoked key")?;
            } else {
                prop_assert_eq!(nodes[q].receive(&bytes), Ok(()));
            }
        }
        _ => nodes[q].revoke(),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn honest_partners_agree_in_the_end(steps in prop::collection::vec((0u8..17, any::<u8>(), any::<u16>()), 0..60), order in any::<u16>()) {
        let mut nodes: Vec<Node> = (0..HONEST).map(Node::new).collect();
        let mut mail = Mail::new();
        for one in steps {
            step(&mut nodes, &mut mail, one)?;
        }
        // Everybody revokes the intruder, and the latest bundle of each reaches each, among old ones and in any order.
        nodes.iter_mut().for_each(Node::revoke);
        for node in &mut nodes {
            for to in (0..HONEST).filter(|to| *to != node.me).collect::<Vec<_>>() {
                mail.push((to, node.share(to)));
            }
        }
        let turn = usize::from(order) % mail.len();
        mail.rotate_left(turn);
        for (to, bytes) in &mail {
            prop_assert_eq!(nodes[*to].receive(bytes), Ok(()));
        }
        let views: Vec<View> = nodes.iter().map(Node::view).collect();
        prop_assert_eq!(&views[0], &views[1]);
        prop_assert_eq!(&views[1], &views[2]);
        let all: BTreeSet<RecordId> = nodes.iter().flat_map(Node::records).map(|r| r.id()).collect();
        let seen: BTreeSet<RecordId> = views[0].records.iter().map(|t| t.line.id.clone()).collect();
        prop_assert_eq!(seen, all, "what was taken back is gone, nothing else is");
    }
}
