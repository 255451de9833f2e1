//! How much the streams of a PDF unfold to, told before the parser unfolds them: a kilobyte can become a gigabyte.
//! Every measure stops at its bound and holds no more than that.

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Object, Stream};
use std::io::Read;

/// All streams of a file that are no pictures, unfolded, in bytes. Atlases and yearbooks stay below.
pub(super) const FILE_MAX: usize = 128 << 20;
/// The streams that draw one page, unfolded, in bytes. The parser takes about fifty times as much memory for them.
pub(super) const PAGE_MAX: usize = 16 << 20;
/// Object streams of an encrypted file, folded, in bytes: they can only be unfolded, to a thousandfold, when loaded.
const ENCRYPTED_MAX: usize = 1 << 20;
/// Filters on one stream; none has more than two in earnest.
const FILTERS_MAX: usize = 4;
/// The dictionary of a stream is looked for in so many bytes before it.
const DICTIONARY: usize = 4096;

/// Whether the streams of the file, as they lie there, unfold to more than [`FILE_MAX`]. The parser unfolds some of
/// them on loading; what a stream says of itself is trusted only where it says that it is a picture.
pub(super) fn too_much(bytes: &[u8]) -> bool {
    let encrypted = holds(bytes, b"/Encrypt");
    let (mut all, mut locked) = (0, 0);
    for (head, body, len) in streams(bytes) {
        if is_picture(head) {
            continue;
        }
        if encrypted && (holds(head, b"ObjStm") || head.contains(&b'#')) {
            locked += len;
        }
        all += guessed(head, body, len, FILE_MAX - all);
        if all >= FILE_MAX || locked > ENCRYPTED_MAX {
            return true;
        }
    }
    false
}

/// Bytes that a loaded stream unfolds to in all its filters together, at most `bound`.
pub(super) fn weight(stream: &Stream, bound: usize) -> usize {
    let filters = stream.filters().unwrap_or_default();
    if filters.len() > FILTERS_MAX {
        return bound;
    }
    let mut data = stream.content.clone();
    let mut heaviest = data.len();
    for filter in filters {
        data = match filter {
            b"FlateDecode" => inflate(&data, bound),
            b"LZWDecode" if lzw_len(&data, bound) >= bound => return bound,
            b"LZWDecode" | b"ASCII85Decode" => plain(filter, data),
            _ => return heaviest.min(bound),
        };
        heaviest = heaviest.max(data.len());
        if heaviest >= bound {
            return bound;
        }
    }
    heaviest
}

/// One filter of the parser, on data that it unfolds to little.
fn plain(filter: &[u8], data: Vec<u8>) -> Vec<u8> {
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(filter.to_vec()));
    Stream::new(dictionary, data).decompressed_content().unwrap_or_default()
}

/// What stands before each `stream` keyword, all after it, and how long that is to the next `endstream`. Streams may
/// lie in one another: none hides behind a keyword that is none.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8], usize)> {
    let (mut from, mut end) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let at = from + find(&bytes[from..], b"stream")?;
            from = at + b"stream".len();
            if bytes[..at].ends_with(b"end") {
                continue;
            }
            let head = &bytes[at.saturating_sub(DICTIONARY)..at];
            // Only what belongs to this object.
            let head = head.windows(4).rposition(|w| w == b" obj").map_or(head, |o| &head[o..]);
            let start =
                from + bytes[from..].iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
            if end < start {
                end = find(&bytes[start..], b"endstream").map_or(bytes.len(), |n| start + n);
            }
            return Some((head, &bytes[start..], end - start));
        }
    })
}

/// A picture that cannot be read as anything else on loading.
fn is_picture(head: &[u8]) -> bool {
    let other = holds(head, b"ObjStm") || holds(head, b"XRef") || head.contains(&b'#');
    !other && holds(head, b"/Image")
}

/// What a stream unfolds to if its filters are what its bytes look like.
fn guessed(head: &[u8], body: &[u8], len: usize, bound: usize) -> usize {
    if (holds(head, b"LZW") || head.contains(&b'#')) && lzw_len(&body[..len], bound) >= bound {
        return bound;
    }
    let mut data = inflate(body, bound);
    let mut heaviest = data.len();
    for _ in 1..FILTERS_MAX {
        if data.is_empty() || heaviest >= bound || !head.contains(&b'[') {
            break;
        }
        data = inflate(&data, bound);
        heaviest = heaviest.max(data.len());
    }
    heaviest.min(bound)
}

/// What the data unfolds to, at most `bound` bytes; like the parser, without the zlib head if that is wrong.
fn inflate(data: &[u8], bound: usize) -> Vec<u8> {
    let limit = u64::try_from(bound).unwrap_or(u64::MAX);
    let mut out = Vec::new();
    // An error ends what can be read; what came before it counts.
    let _ = ZlibDecoder::new(data).take(limit).read_to_end(&mut out);
    if out.is_empty() && data.len() > 2 {
        let _ = DeflateDecoder::new(&data[2..]).take(limit).read_to_end(&mut out);
    }
    out
}

/// Bytes that LZW data unfolds to, at most `bound` (PDF 1.7, 7.4.4): each code is as long as the one before it and
/// one byte, or as an entry of the table.
fn lzw_len(data: &[u8], bound: usize) -> usize {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<usize> = vec![1; END + 1];
    let (mut total, mut before, mut bits, mut held, mut width) = (0usize, 0usize, 0u32, 0u32, 9u32);
    for byte in data {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = usize::try_from(held >> bits).unwrap_or(END);
        held &= (1 << bits) - 1;
        if code == END || total >= bound {
            break;
        }
        if code == CLEAR {
            lengths.truncate(END + 1);
            before = 0;
        } else {
            let length = lengths.get(code).copied().unwrap_or(before + 1);
            total += length;
            if before > 0 && lengths.len() < 4096 {
                lengths.push(before + 1);
            }
            before = length;
        }
        width = match lengths.len() + 1 {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    total.min(bound)
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    find(bytes, mark).is_some()
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|w| w == mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn folded(data: &[u8]) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
        out.write_all(data).unwrap();
        out.finish().unwrap()
    }

    /// A PDF of one page that draws `content`, and one stream more.
    fn pdf(filter: &str, content: &[u8], more: (&str, &[u8])) -> Vec<u8> {
        let stream = |keys: &str, data: &[u8]| {
            [format!("<<{keys}/Length {}>>stream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
        };
        let objects: [Vec<u8>; 6] = [
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
                .to_vec(),
            stream(&format!("/Filter {filter}"), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
            stream(more.0, more.1),
        ];
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut places = String::from("0000000000 65535 f \n");
        for (n, object) in (1..).zip(objects) {
            places += &format!("{:010} 00000 n \n", out.len());
            out.extend([format!("{n} 0 obj\n").as_bytes(), &object, b"\nendobj\n"].concat());
        }
        let end =
            format!("xref\n0 7\n{places}trailer<</Size 7/Root 1 0 R>>\nstartxref\n{}\n%%EOF", out.len());
        out.extend(end.as_bytes());
        out
    }

    fn read(bytes: &[u8]) -> Result<String, &'static str> {
        super::super::pdf::read(bytes).map(|s| s.text).map_err(|e| e.code)
    }

    const LINE: &[u8] = b"BT /F1 12 Tf 10 700 Td (A barrier stands between the two towns.) Tj ET\n";

    #[test]
    fn a_page_is_read_beside_a_large_picture() {
        let picture = folded(&vec![0; FILE_MAX + 1]);
        let good = pdf("/FlateDecode", &folded(LINE), ("/Subtype/Image/Filter/FlateDecode", &picture));
        assert!(read(&good).unwrap().contains("A barrier stands between"));
    }

    #[test]
    fn a_bomb_is_refused() {
        let zeros = folded(&vec![b' '; FILE_MAX + 1]);
        assert!(zeros.len() < FILE_MAX / 100);
        let other = ("/Filter/FlateDecode", &zeros[..]);
        assert_eq!(read(&pdf("/FlateDecode", &zeros, ("", b""))), Err("document.too_large"));
        assert_eq!(read(&pdf("/FlateDecode", &folded(LINE), other)), Err("document.too_large"));
        let twice = folded(&zeros);
        let both = "[/FlateDecode/FlateDecode]";
        assert_eq!(read(&pdf(both, &twice, ("", b""))), Err("document.too_large"));
    }

    #[test]
    fn a_page_too_heavy_to_draw_is_refused_though_it_says_that_it_is_a_picture() {
        let heavy = folded(&LINE.repeat(PAGE_MAX / LINE.len() + 1));
        assert_eq!(read(&pdf("/FlateDecode", &heavy, ("", b""))), Err("document.too_large"));
        let picture = "/FlateDecode/Subtype/Image";
        assert!(read(&pdf(picture, &heavy, ("", b""))).is_err());
    }

    #[test]
    fn lzw_is_counted_without_unfolding_it() {
        // The example of PDF 1.7, 7.4.4.2: 45 45 45 45 45 65 45 45 45 66.
        let example = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw_len(&example, 1000), 10);
        assert_eq!(plain(b"LZWDecode", example.to_vec()).len(), 10);
        assert_eq!(lzw_len(&example, 3), 3);
    }
}
