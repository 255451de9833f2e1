//! Entries of an RSS, Atom or JSON feed.

use super::paper::{Paper, one_line, plain_of_html};
use super::{Step, helped, tamed};
use crate::guard::guarded;
use base::Date;
use feed_rs::model::Entry;
use feed_rs::parser::{Builder, ParseFeedError};

/// Entries taken from one feed at most.
const ENTRIES: usize = 2_000;

/// The entries of a feed, oldest first; `address` is what relative links count from.
pub fn papers(bytes: &[u8], address: &str) -> Step<Vec<Paper>> {
    // Ids that a feed does not give come from its entries' links and titles: the same entry, the same id.
    let parser = Builder::new()
        .base_uri(Some(address))
        .id_generator(|links, title, _| {
            let link = links.first().map(|l| l.href.as_str()).unwrap_or_default();
            format!("{link} {}", title.as_ref().map(|t| t.content.as_str()).unwrap_or_default())
        })
        .build();
    let read = guarded(|| parser.parse(bytes))
        .unwrap_or_else(|| Err(std::io::Error::other("its parser gave up").into()));
    let feed = read.map_err(|error: ParseFeedError| {
        let said = format!("it is no feed that can be read: {}", tamed(&error.to_string()));
        helped("fetch.feed", said, "look at the address in `fetch.toml`: is it that of the feed itself?")
    })?;
    let mut papers: Vec<Paper> = feed.entries.iter().take(ENTRIES).filter_map(paper).collect();
    papers.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
    papers.dedup_by(|a, b| a.id == b.id);
    Ok(papers)
}

/// What an entry tells; `None` where it tells nothing.
fn paper(entry: &Entry) -> Option<Paper> {
    let summary = entry.summary.as_ref().map(|s| (s.content.as_str(), s.content_type.to_string()));
    let content = entry.content.as_ref().and_then(|c| Some((c.body.as_deref()?, c.content_type.to_string())));
    let plain = |(words, form): (&str, String)| {
        if form == "text/plain" && !words.contains("</") { words.to_owned() } else { plain_of_html(words) }
    };
    let text = content.or(summary).map(plain).unwrap_or_default();
    // A title that is plain words may hold a `<` of its own.
    let worded = |words: &str| {
        if words.contains("</") || words.contains(';') { plain_of_html(words) } else { words.to_owned() }
    };
    let title = entry.title.as_ref().map(|t| one_line(&worded(&t.content))).unwrap_or_default();
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = link.or(entry.links.first()).map(|l| l.href.trim().to_owned()).filter(|l| !l.is_empty());
    if title.is_empty() && text.trim().is_empty() {
        return None;
    }
    let published = entry.published.or(entry.updated).and_then(|time| day(time.timestamp()));
    Some(Paper { id: entry.id.clone(), title, text, published, url })
}

/// The day of a second of Unix time, in UTC.
fn day(second: i64) -> Option<Date> {
    let time = jiff::Timestamp::from_second(second).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Paper> {
        papers(bytes, "https://daily.example.org/feed.xml").unwrap()
    }

    #[test]
    fn rss_atom_and_json_tell_the_same() {
        let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Daily</title><link>https://daily.example.org/</link>\
            <item><guid>a1</guid><title>Route coup\u{e9}e &amp; march\u{e9}</title><link>https://daily.example.org/a1</link>\
            <pubDate>Fri, 12 Sep 2025 08:30:00 +0000</pubDate><description>&lt;p&gt;La route est coup\u{e9}e.&lt;/p&gt;</description></item>\
            </channel></rss>";
        let atom = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily</title><id>f</id><updated>2025-09-12T09:00:00Z</updated>\
            <entry><id>a1</id><title>Route coup\u{e9}e &amp; march\u{e9}</title><link rel=\"self\" href=\"/self\"/><link href=\"https://daily.example.org/a1\"/>\
            <published>2025-09-12T08:30:00Z</published><updated>2025-09-13T08:30:00Z</updated><summary type=\"html\">&lt;p&gt;La route est coup\u{e9}e.&lt;/p&gt;</summary></entry></feed>";
        let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Daily\",\"items\":[{\"id\":\"a1\",\"url\":\"https://daily.example.org/a1\",\
            \"title\":\"Route coup\u{e9}e & march\u{e9}\",\"content_html\":\"<p>La route est coup\u{e9}e.</p>\",\"date_published\":\"2025-09-12T08:30:00Z\"}]}";
        let wanted = Paper {
            id: "a1".into(),
            title: "Route coup\u{e9}e & march\u{e9}".into(),
            text: "La route est coup\u{e9}e.".into(),
            published: Date::new(2025, 9, 12).ok(),
            url: Some("https://daily.example.org/a1".into()),
        };
        for feed in [rss, atom, json] {
            assert_eq!(read(feed.as_bytes()), std::slice::from_ref(&wanted), "{feed}");
        }
    }

    #[test]
    fn an_old_encoding_is_read_as_its_prolog_says() {
        let mut feed = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><title>D</title><item><title>March".to_vec();
        feed.push(0xe9);
        feed.extend_from_slice(
            b" rouvert</title><link>https://daily.example.org/b</link></item></channel></rss>",
        );
        let read = read(&feed);
        assert_eq!(read[0].title, "March\u{e9} rouvert");
        assert_eq!(read[0].published, None);
    }

    #[test]
    fn an_entry_without_id_keeps_one_and_an_empty_one_is_none() {
        let feed = b"<rss version=\"2.0\"><channel><title>D</title><item><title>A</title><link>https://e.org/a</link></item>\
                     <item></item></channel></rss>";
        let (one, two) = (read(feed), read(feed));
        assert_eq!(one.len(), 1);
        assert_eq!(one, two, "no id is drawn");
    }

    #[test]
    fn what_is_no_feed_is_refused_and_nothing_panics() {
        for bytes in [
            &b""[..],
            b"<",
            b"<rss",
            b"{}",
            b"{\"version\":1}",
            b"<rss version=\"2.0\"><channel><item><title>&#xffffff;",
            b"\xff\xfe<",
        ] {
            let _ = papers(bytes, "https://e.org/");
        }
        assert_eq!(
            papers(b"<html><body>hello</body></html>", "https://e.org/").unwrap_err().code,
            "fetch.feed"
        );
        let bomb = b"<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
                     <rss version=\"2.0\"><channel><title>&b;</title><item><title>&b;&b;</title></item></channel></rss>";
        if let Ok(read) = papers(bomb, "https://e.org/") {
            assert!(read.iter().all(|p| p.title.len() < 100), "{read:?}");
        }
    }
}
