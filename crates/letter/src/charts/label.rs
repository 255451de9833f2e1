//! How wide words are, and where labels may stand without touching one another.
//!
//! No font is at hand when a chart is drawn, so widths are those of a wide sans-serif (DejaVu Sans): a narrower font
//! leaves a little more room and never less.

/// Advance widths of the printable ASCII characters in hundredths of the type size (DejaVu Sans Book 2.37).
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 69, 63,
    61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97,
    63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];
/// Bold type is so much wider.
const BOLD: f64 = 1.13;

/// Width of one character at type size 1.
fn advance(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(ASCII.get(c as usize - 32).copied().unwrap_or(100)) / 100.0,
        '\u{202f}' => 0.2,
        '\u{a0}' | '·' | '’' | '‘' => 0.32,
        '–' | '°' => 0.5,
        'À'..='ÿ' | 'Ā'..='ƿ' => {
            if c.is_lowercase() {
                0.63
            } else {
                0.79
            }
        }
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => 0.0,
        'Ͱ'..='ӿ' | '\u{590}'..='\u{6ff}' => 0.9,
        _ => 1.1,
    }
}

/// Width of a line in regular type.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Width of a line in bold type.
pub(super) fn bold(text: &str, size: f64) -> f64 {
    width(text, size) * BOLD
}

/// The text, or as much of its beginning as fits, with an ellipsis.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size);
    let kept = text.chars().take_while(|c| {
        left -= advance(*c) * size;
        left >= 0.0
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

/// The text in at most `lines` lines, broken between words; the last one is cut where it does not fit.
pub(super) fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.peek() {
        let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
        if width(&longer, size) <= room {
            line = longer;
            words.next();
        } else if line.is_empty() || out.len() + 1 >= lines {
            let rest: Vec<&str> = words.collect();
            let all = if line.is_empty() { rest.join(" ") } else { format!("{line} {}", rest.join(" ")) };
            out.push(fit(&all, size, room));
            return out;
        } else {
            out.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out
}

/// So much of a name as an alternative text can bear.
pub(super) fn brief(name: &str) -> String {
    const LONGEST: usize = 60;
    match name.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_owned(),
    }
}

/// A rectangle that something takes up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Area {
    pub(super) fn meets(self, other: Self) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    pub(super) fn within(self, outer: Self) -> bool {
        self.x >= outer.x
            && self.y >= outer.y
            && self.x + self.w <= outer.x + outer.w
            && self.y + self.h <= outer.y + outer.h
    }
}

/// What is taken, within a frame.
pub(super) struct Room {
    frame: Area,
    taken: Vec<Area>,
}

impl Room {
    pub(super) fn new(frame: Area) -> Self {
        Self { frame, taken: Vec::new() }
    }

    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// How many of the taken areas an area meets; `None` outside the frame.
    pub(super) fn meets(&self, area: Area) -> Option<usize> {
        area.within(self.frame).then(|| self.taken.iter().filter(|t| t.meets(area)).count())
    }

    /// Takes the first of the areas that is free.
    pub(super) fn place(&mut self, wanted: impl IntoIterator<Item = Area>) -> Option<Area> {
        let free = wanted.into_iter().find(|a| self.meets(*a) == Some(0))?;
        self.take(free);
        Some(free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut() {
        assert_eq!(fit("Corridor", 13.0, 100.0), "Corridor");
        let cut = fit(&"long name ".repeat(30), 13.0, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 13.0) <= 100.0, "{cut}");
        assert_eq!(fit("W", 13.0, 1.0), "…");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("Port Azur to Grandville", 13.0, 70.0, 3), ["Port Azur", "to", "Grandville"]);
        let two = wrap("Port Azur to Grandville and on", 13.0, 80.0, 2);
        assert!(two.len() == 2 && two[1].ends_with('…'), "{two:?}");
        assert!(wrap("", 13.0, 80.0, 2).is_empty());
    }

    #[test]
    fn a_taken_place_is_not_given_twice() {
        let area = |x| Area { x, y: 0.0, w: 10.0, h: 10.0 };
        let mut room = Room::new(Area { x: 0.0, y: 0.0, w: 30.0, h: 30.0 });
        assert_eq!(room.place([area(0.0)]), Some(area(0.0)));
        assert_eq!(room.place([area(5.0), area(12.0)]), Some(area(12.0)));
        assert_eq!(room.place([area(25.0)]), None);
    }
}
