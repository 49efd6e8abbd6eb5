//! A compound file (OLE), as Excel kept its workbooks before 2007, and keeps encrypted ones today.

use std::io::{Cursor, Read};

use cfb::{CompoundFile, Stream};

use super::{Bound, Foreign, Format, MAX_UNPACKED, TableFault};

/// What is in a compound file.
pub(super) enum Inside {
    /// An Excel workbook of before 2007: its records.
    Workbook(Vec<u8>),
    /// An encrypted package.
    Encrypted {
        /// How it is encrypted.
        info: Vec<u8>,
        /// The package.
        package: Vec<u8>,
    },
}

/// Opens a compound file.
pub(super) fn open(bytes: &[u8]) -> Result<Inside, TableFault> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_UNPACKED {
        return Err(Bound::Unpacked.into());
    }
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| TableFault::Damaged(Format::Xls))?;
    if file.is_stream("EncryptedPackage") {
        if !file.is_stream("EncryptionInfo") {
            // Rights of a company's server stand there in its place.
            return Err(TableFault::Encrypted(Format::Xlsx));
        }
        let mut stream = |name| stream(&mut file, name, bytes.len(), Format::Xlsx);
        return Ok(Inside::Encrypted {
            info: stream("EncryptionInfo")?,
            package: stream("EncryptedPackage")?,
        });
    }
    if file.is_stream("Workbook") {
        return stream(&mut file, "Workbook", bytes.len(), Format::Xls).map(Inside::Workbook);
    }
    Err(TableFault::NotATable(if file.is_stream("Book") {
        Foreign::OldExcel
    } else if file.is_stream("WordDocument") || file.is_stream("PowerPoint Document") {
        Foreign::OtherOffice
    } else {
        Foreign::Unknown
    }))
}

/// A stream, which can be no longer than the file.
fn stream(
    file: &mut CompoundFile<Cursor<&[u8]>>,
    name: &str,
    most: usize,
    format: Format,
) -> Result<Vec<u8>, TableFault> {
    let damaged = |_| TableFault::Damaged(format);
    let stream: Stream<_> = file.open_stream(name).map_err(damaged)?;
    let mut read = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut read).map_err(damaged)?;
    Ok(read)
}
