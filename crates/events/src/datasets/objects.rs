//! Objects of a JSON answer in; chunks of them, as the lines of a table are cut, out.

use super::acled::COLUMNS;
use super::cut::{Chunk, Piece, Shape};
use serde_json::{Map, Value};

/// Objects in a chunk.
const OBJECTS: usize = 512;

/// An answer longer than this is no error message.
const LONGEST_REFUSAL: usize = 64 << 10;

/// Cuts the objects of an array, which is the document or stands directly in its object. What is left open at the end is
/// cut by it.
pub fn chunks(bytes: &[u8]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut walk = Walk::default();
    for (at, byte) in bytes.iter().enumerate() {
        if let Some((start, line)) = walk.step(at, *byte) {
            push(&mut chunks, bytes.get(start..=at).unwrap_or_default(), line, Shape::Whole);
        }
    }
    if let Some((start, line)) = walk.open {
        push(&mut chunks, bytes.get(start..).unwrap_or_default().trim_ascii_end(), line, Shape::Cut);
    } else if !walk.stack.is_empty() && !chunks.is_empty() {
        push(&mut chunks, &[], walk.lines + 1, Shape::Cut);
    }
    chunks
}

/// The words of a server that answered with an error instead of rows.
pub fn refusal(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..LONGEST_REFUSAL).map_or(bytes, |_| &[]);
    let answer: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    if answer.get("data").is_some_and(Value::is_array) && answer.get("success") != Some(&Value::Bool(false)) {
        return None;
    }
    let names = ["error_description", "message", "error", "errors", "detail"];
    names.iter().filter_map(|name| answer.get(*name)).find_map(words)
}

/// The first text in a value; `message` stands before others.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|t| !t.trim().is_empty()),
        Value::Array(all) => all.iter().find_map(words),
        Value::Object(all) => all.get("message").and_then(words).or_else(|| all.values().find_map(words)),
        _ => None,
    }
}

fn push(chunks: &mut Vec<Chunk>, object: &[u8], line: u64, shape: Shape) {
    if chunks.last().is_none_or(|c| c.pieces.len() >= OBJECTS) {
        chunks.push(Chunk::default());
    }
    if let Some(chunk) = chunks.last_mut() {
        let start = chunk.bytes.len();
        chunk.bytes.extend_from_slice(object);
        chunk.pieces.push(Piece { start, end: chunk.bytes.len(), line, shape });
    }
}

/// Where the reading stands.
#[derive(Default)]
struct Walk {
    stack: Vec<u8>,
    in_string: bool,
    escaped: bool,
    lines: u64,
    /// Start and line of the object that is open.
    open: Option<(usize, u64)>,
}

impl Walk {
    /// Takes one byte; start and line of the object that it closes.
    fn step(&mut self, at: usize, byte: u8) -> Option<(usize, u64)> {
        self.lines += u64::from(byte == b'\n');
        if self.in_string {
            match (self.escaped, byte) {
                (true, _) => self.escaped = false,
                (false, b'\\') => self.escaped = true,
                (false, b'"') => self.in_string = false,
                _ => {}
            }
            return None;
        }
        match byte {
            b'"' => self.in_string = true,
            b'[' => self.stack.push(byte),
            b'{' => {
                if self.open.is_none() && matches!(self.stack.as_slice(), [b'['] | [b'{', b'[']) {
                    self.open = Some((at, self.lines + 1));
                }
                self.stack.push(byte);
            }
            b']' | b'}' => {
                self.stack.pop();
                if self.open.is_some() && matches!(self.stack.as_slice(), [b'['] | [b'{', b'[']) {
                    return self.open.take();
                }
            }
            _ => {}
        }
        None
    }
}

/// The values of an object, by [`COLUMNS`]; `None` if it is no object.
pub fn values(object: &[u8]) -> Option<Vec<String>> {
    let object: Map<String, Value> = serde_json::from_slice(object).ok()?;
    let text = |name: &&str| match object.get(*name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Some(COLUMNS.iter().map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(u64, Shape, String)> {
        let piece = |c: &Chunk, p: &Piece| String::from_utf8_lossy(&c.bytes[p.start..p.end]).into_owned();
        let all = chunks(text.as_bytes());
        all.iter().flat_map(|c| c.pieces.iter().map(|p| (p.line, p.shape, piece(c, p)))).collect()
    }

    #[test]
    fn objects_are_found_in_an_array_and_under_a_key() {
        let wanted = [
            (2, Shape::Whole, "{\"a\":\"}\\\"\"}".to_owned()),
            (3, Shape::Whole, "{\"b\":{\"c\":[1]}}".to_owned()),
        ];
        let array = "[\n{\"a\":\"}\\\"\"},\n{\"b\":{\"c\":[1]}}]";
        assert_eq!(cut(array), wanted);
        assert_eq!(cut(&format!("{{\"data\":{array}, \"count\":2}}")), wanted);
        assert_eq!(cut("{\"error\":\"denied\"}"), []);
    }

    #[test]
    fn an_object_may_be_cut_by_the_end() {
        assert_eq!(
            cut("[{\"a\":1},{\"b\":"),
            [(1, Shape::Whole, "{\"a\":1}".into()), (1, Shape::Cut, "{\"b\":".into())]
        );
    }

    #[test]
    fn an_array_may_be_cut_between_two_objects() {
        assert_eq!(
            cut("[{\"a\":1},\n"),
            [(1, Shape::Whole, "{\"a\":1}".into()), (2, Shape::Cut, String::new())]
        );
    }

    #[test]
    fn the_words_of_a_server_are_found() {
        for (answer, said) in [
            (
                "{\"error\":\"access_denied\",\"error_description\":\"The token is old\"}",
                Some("The token is old"),
            ),
            ("{\"success\":false,\"error\":[{\"id\":4,\"message\":\"No such key\"}]}", Some("No such key")),
            ("{\"message\":\"Forbidden\"}", Some("Forbidden")),
            ("{\"success\":true,\"message\":\"ok\",\"data\":[]}", None),
            ("[{\"message\":\"x\"}]", None),
        ] {
            assert_eq!(refusal(answer.as_bytes()).as_deref(), said, "{answer}");
        }
    }
}
