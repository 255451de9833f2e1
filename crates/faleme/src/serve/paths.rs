//! A text without the path of the case folder.

use std::path::Path;

/// A text without the path of the case folder: its files by their names in it, the folder as "the case".
pub fn plain(dir: &Path, text: &str) -> String {
    let whole = std::path::absolute(dir).ok().map(|path| path.display().to_string());
    let given = dir.display().to_string();
    let mut out = text.to_owned();
    for path in whole.iter().chain([&given]).map(|path| path.trim_end_matches('/')) {
        // Of `.` or `..` nothing is told, and full stops are everywhere.
        if path.chars().all(|c| c == '.') {
            continue;
        }
        out = out.replace(&format!("{path}/"), "");
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"-_/".contains(c));
        let mut from = 0;
        while let Some(at) = out.get(from..).and_then(|rest| rest.find(path)).map(|at| at + from) {
            let (before, after) = out.split_at(at);
            let after = after.get(path.len()..).unwrap_or_default();
            if ends(before.chars().next_back()) && ends(after.chars().next()) {
                out = format!("{before}the case{after}");
            }
            from = at + 1;
            while !out.is_char_boundary(from) && from < out.len() {
                from += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;
    use std::path::Path;

    #[test]
    fn files_have_their_names_in_the_case_and_nothing_tells_where_it_lies() {
        let of = |dir: &str, text: &str| plain(Path::new(dir), text);
        assert_eq!(of("/srv/obs", "/srv/obs/case.toml:1:3: no"), "case.toml:1:3: no");
        assert_eq!(of("/srv/obs/", "/srv/obs has no supply.toml"), "the case has no supply.toml");
        assert_eq!(of("kk", "opening kk/case.db; kkk and kk."), "opening case.db; kkk and the case.");
        assert_eq!(of(".", "./case.toml: it is not. At all"), "./case.toml: it is not. At all");
        let here = std::path::absolute("kk").unwrap().display().to_string();
        assert_eq!(of("kk", &format!("reading {here}/x.toml")), "reading x.toml");
    }
}
