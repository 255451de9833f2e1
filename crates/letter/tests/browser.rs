//! The page as a browser draws it. Skipped with one line where there is no Chromium.

#[path = "support/charts.rs"]
mod charts;
#[path = "support/full.rs"]
mod full;
mod support;

use letter::Lang;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{page, sample};

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).flat_map(|dir| names.map(|n| dir.join(n))).find(|p| p.is_file())
}

/// Runs Chromium without a window; its profile lives and dies with `dir`.
fn browse(chromium: &Path, dir: &Path, page: &Path, options: &[String]) -> String {
    let run = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", dir.join("profile").display()))
        .args(options)
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("chromium starts");
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn nothing_overflows_on_a_telephone() {
    let Some(chromium) = chromium() else { return println!("skipped: no chromium on the PATH") };
    for lang in Lang::ALL {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let page = dir.path().join(format!("letter.{}.html", lang.tag()));
        std::fs::write(&page, self::page(&full::amber(sample()), lang)).expect("the page is written");
        // A frame of 360 px measures what a headless window, which has a minimum width, would not.
        let frame = dir.path().join("frame.html");
        let probe = format!(
            "<iframe src='{}' width=360 height=800></iframe><p id=r></p><script>onload=()=>{{const d=frames[0].document;\
             const wide=[...d.querySelectorAll('body *')].filter(e=>e.getBoundingClientRect().right>360.5&&!e.closest('.skip'));\
             r.textContent='scroll '+d.documentElement.scrollWidth+' wide '+wide.map(e=>e.tagName+'.'+e.className).slice(0,5)}}</script>",
            page.file_name().and_then(|n| n.to_str()).unwrap_or_default()
        );
        std::fs::write(&frame, probe).expect("the frame is written");
        let options = ["--allow-file-access-from-files", "--dump-dom", "--virtual-time-budget=2000"];
        let dom = browse(&chromium, dir.path(), &frame, &options.map(str::to_owned));
        assert!(
            dom.contains("scroll 360 wide </p>"),
            "{lang:?}: {}",
            dom.split("<p id=").nth(1).unwrap_or(&dom)
        );
    }
}

#[test]
fn every_printed_page_says_example() {
    let Some(chromium) = chromium() else { return println!("skipped: no chromium on the PATH") };
    if Command::new("pdftotext").arg("-v").output().is_err() {
        return println!("skipped: no pdftotext on the PATH");
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (page, pdf) = (dir.path().join("letter.html"), dir.path().join("letter.pdf"));
    std::fs::write(&page, self::page(&sample(), Lang::English)).expect("the page is written");
    browse(&chromium, dir.path(), &page, &[format!("--print-to-pdf={}", pdf.display())]);
    let text = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output().expect("pdftotext runs");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    let pages: Vec<&str> = text.split('\u{c}').filter(|p| !p.trim().is_empty()).collect();
    assert!((1..=3).contains(&pages.len()), "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        let lines = page.matches("EXAMPLE – not for decisions").count();
        assert_eq!(lines, 2, "page {} says so at its head and foot: {page}", at + 1);
        // The box on method names it once more.
        let marked = page.replace("Marking TLP:CLEAR", "").matches("TLP:CLEAR").count();
        assert_eq!(marked, if at == 0 { 3 } else { 2 }, "page {}", at + 1);
    }
}

/// Asks a page, in frames of three widths, for words of charts that leave their picture or cover each other.
fn unruly(chromium: &Path, page: &str) -> String {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("charts.html"), page).expect("the page is written");
    let frame = dir.path().join("frame.html");
    let probe = "<iframe src='charts.html' width=320 height=8000></iframe><iframe src='charts.html' width=360 height=8000></iframe>\
         <iframe src='charts.html' width=760 height=8000></iframe><p id=r></p><script>onload=()=>{const bad=[];let n=0;\
         for(const f of document.querySelectorAll('iframe')){const d=f.contentDocument;\
         if(d.documentElement.scrollWidth>f.width)bad.push('scrolls at '+f.width);\
         for(const s of d.querySelectorAll('svg')){const v=s.getBoundingClientRect();if(!v.width)continue;\
         const k=v.width/s.viewBox.baseVal.width,all=[...s.querySelectorAll('text')].map(t=>[t,t.getBoundingClientRect()]);n+=all.length;\
         all.forEach(([t,b],i)=>{if(b.left<v.left-k||b.right>v.right+k||b.top<v.top-4*k||b.bottom>v.bottom+4*k)bad.push('out '+t.textContent);\
         for(const[o,c]of all.slice(i+1))if(Math.min(b.right,c.right)-Math.max(b.left,c.left)>2*k&&Math.min(b.bottom,c.bottom)-Math.max(b.top,c.top)>6*k)\
         bad.push(t.textContent+' over '+o.textContent)})}}\
         r.textContent='words '+n+' bad '+bad.slice(0,5).join('; ')}</script>";
    std::fs::write(&frame, probe).expect("the frame is written");
    let options = ["--allow-file-access-from-files", "--dump-dom", "--virtual-time-budget=2000"];
    let dom = browse(chromium, dir.path(), &frame, &options.map(str::to_owned));
    dom.split("<p id=\"r\">").nth(1).and_then(|r| r.split("</p>").next()).unwrap_or(&dom).to_owned()
}

/// Pages of a print as text.
fn printed(chromium: &Path, page: &str) -> Option<Vec<String>> {
    Command::new("pdftotext").arg("-v").output().ok()?;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (html, pdf) = (dir.path().join("letter.html"), dir.path().join("letter.pdf"));
    std::fs::write(&html, page).expect("the page is written");
    browse(chromium, dir.path(), &html, &[format!("--print-to-pdf={}", pdf.display())]);
    let text = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output().expect("pdftotext runs");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    Some(text.split('\u{c}').filter(|p| !p.trim().is_empty()).map(str::to_owned).collect())
}

#[test]
fn a_full_letter_is_printed_whole() {
    let Some(chromium) = chromium() else { return println!("skipped: no chromium on the PATH") };
    let Some(pages) = printed(&chromium, &page(&full::full(sample()), Lang::French)) else {
        return println!("skipped: no pdftotext on the PATH");
    };
    assert!((4..=12).contains(&pages.len()), "{} pages", pages.len());
    assert!(pages.iter().all(|p| p.matches("TLP:CLEAR").count() >= 2), "the marking stands on each page");
    let plain = |words: &str| words.split_whitespace().collect::<String>();
    let all = plain(&pages.concat());
    // Every picture is printed once, in the wide drawing: a word of each, which the narrow one has too.
    for word in
        ["Contour sommaire", "Durée des stocks au", "d’ordinaire, sans", "prix (gros point", "prévision"]
    {
        assert!(all.contains(&plain(word)), "{word} is not printed");
    }
    assert_eq!(all.matches("Contoursommaire").count(), 1, "both drawings are printed");
}

#[test]
fn words_of_pictures_in_the_letter_stay_inside_and_apart() {
    let Some(chromium) = chromium() else { return println!("skipped: no chromium on the PATH") };
    let letter = page(&full::amber(sample()), Lang::French);
    assert!(letter.matches("<figure").count() >= 9, "a picture is missing");
    assert!(!letter.contains("Aucune donnée"), "an empty picture");
    assert!(letter.len() < 400_000, "{} bytes", letter.len());
    let said = unruly(&chromium, &letter);
    assert!(said.ends_with(" bad "), "{said}");
}

#[test]
fn words_of_charts_stay_inside_and_apart() {
    let Some(chromium) = chromium() else { return println!("skipped: no chromium on the PATH") };
    for lang in Lang::ALL {
        let page = charts::page(lang);
        let said = unruly(&chromium, &page);
        let words: usize = said.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or_default();
        assert!(words > 300 && said.ends_with(" bad "), "{lang:?}: {said}");
        if lang == Lang::English {
            let longer = page.replace(">Saltère</text>", ">Saltère and much more than has room</text>");
            let said = unruly(&chromium, &longer);
            assert!(said.contains("out Saltère and much"), "the probe finds nothing: {said}");
        }
    }
}
