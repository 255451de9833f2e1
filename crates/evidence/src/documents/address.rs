//! Addresses of the web in lines of text.

/// Longest line that is still nothing but an address, bytes.
const LONGEST: usize = 300;

/// A web or mail address and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    let line = line.trim().trim_matches(['<', '>', '(', ')']);
    if line.len() > LONGEST || line.contains(char::is_whitespace) {
        return false;
    }
    let host = line.split("://").last().unwrap_or(line);
    let host = host.split('/').next().unwrap_or(host);
    let Some((_, suffix)) = host.rsplit_once('.') else { return false };
    (2..=12).contains(&suffix.len()) && suffix.bytes().all(|b| b.is_ascii_lowercase()) && !line.ends_with('.')
}

/// The host of an address, without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    let after = address.split("://").last()?;
    let after = after.find("www.").map_or(after, |i| &after[i + 4..]);
    let end = after.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.')).unwrap_or(after.len());
    let host = after[..end].trim_matches('.').to_lowercase();
    host.contains('.').then_some(host)
}
