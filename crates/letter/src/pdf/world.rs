//! The little world that Typst sees: one template, one sheet as JSON, the fonts of the program. No disk, clock or network.

use super::PdfError;
use super::fonts::FONTS;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../../templates/letter.typ");

/// What a letter is made from.
pub(super) struct Desk {
    library: LazyHash<Library>,
    template: Source,
    sheet: FileId,
    data: Bytes,
}

impl Desk {
    /// A desk on which the template lies beside a sheet as JSON.
    pub fn new(data: Vec<u8>) -> Result<Self, PdfError> {
        // Cells that head a row are marked as such for screen readers: a function that Typst still keeps behind a switch.
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            template: Source::new(path("letter.typ")?, TEMPLATE.to_owned()),
            sheet: path("sheet.json")?,
            data: Bytes::new(data),
        })
    }
}

fn path(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|e| PdfError::Template(format!("{name}: {e:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.sheet { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
