//! Papers and files on their way to the disk: their names, and that they are whole there or not at all.

mod file_name;
mod folder;
mod pending;
mod unfinished;
mod write;

pub(super) use file_name::ascii_number;
pub use file_name::{file_name, paper_file_name};
pub use folder::{is_stop, write_folder};
pub use pending::remove_pending;
pub use unfinished::clear_unfinished;
pub use write::{HeldPlace, is_of_another_format, is_ordinary, write_whole};
