//! Keeps key material out of swap, core dumps and other processes, as far as the system allows.
//!
//! What is short-lived (a derived key, a private key) is wiped as soon as it has served. The data key lives as long as
//! the session; it has pages of memory of its own that are locked into RAM and wiped before they are given back.
//!
//! SQLCipher holds the data key as well, from the unlock to the lock. It locks and wipes that memory itself, always, and
//! keeps the key masked there. Its `cipher_memory_security` does the same for *every* allocation of SQLite, pages of the
//! register included. It stays off: with it, reading a register of 20,000 memberships took twice as long (52 ms instead
//! of 25), importing one five times (1.2 s instead of 0.25), it soon uses up the 8 MiB that systems let a process
//! lock, and the register stands in plain text in this program's own memory all the same while the vault is open. For the
//! key it gains nothing: `tests/store/memory.rs` searches a whole process and finds it once while the vault is open (in
//! the pages here), and nowhere after the lock.

use std::{ptr, sync::Once};

use zeroize::Zeroize;

/// The size and alignment of a page, so that two keys never share one: unlocking one would unlock the other.
#[cfg(not(target_vendor = "apple"))]
const PAGE: usize = 4096;
#[cfg(target_vendor = "apple")]
const PAGE: usize = 16384;

#[cfg_attr(not(target_vendor = "apple"), repr(C, align(4096)))]
#[cfg_attr(target_vendor = "apple", repr(C, align(16384)))]
struct Page([u8; PAGE]);

/// A key of 32 bytes in pages of its own: not swapped out where the system allows, wiped when dropped. It has no
/// `Debug` on purpose.
pub(in crate::store) struct DataKey {
    /// Unlocked again after the wiping in `drop` and, standing first, before the page is given back.
    locked: Option<region::LockGuard>,
    page: Box<Page>,
}

impl DataKey {
    const LEN: usize = 32;

    /// A key of zeros, to be filled in place so that no copy is left elsewhere.
    pub(in crate::store) fn zeros() -> Self {
        let page = Box::new(Page([0; PAGE]));
        // A system that allows no locked memory (RLIMIT_MEMLOCK 0) still lets the register open.
        let locked = region::lock(ptr::from_ref::<Page>(&page), PAGE).ok();
        Self { locked, page }
    }

    pub(in crate::store) fn as_slice(&self) -> &[u8] {
        self.page.0.split_at(Self::LEN).0
    }

    pub(in crate::store) fn as_mut_slice(&mut self) -> &mut [u8] {
        self.page.0.split_at_mut(Self::LEN).0
    }
}

impl Clone for DataKey {
    fn clone(&self) -> Self {
        let mut copy = Self::zeros();
        copy.as_mut_slice().copy_from_slice(self.as_slice());
        copy
    }
}

impl Drop for DataKey {
    fn drop(&mut self) {
        self.as_mut_slice().zeroize();
        self.locked = None;
    }
}

#[cfg(test)]
impl PartialEq for DataKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

#[cfg(test)]
impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey")
    }
}

/// Forbids core dumps of this process and, on Linux, other processes of the same user to look into its memory. To be called
/// before the first secret. What the system does not allow is left as it is.
pub fn protect_process() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        #[cfg(unix)]
        {
            use rustix::process::{Resource, Rlimit, setrlimit};
            let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        }
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            use rustix::process::{DumpableBehavior, set_dumpable_behavior};
            let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_pages_for_itself() {
        let (mut first, second) = (DataKey::zeros(), DataKey::zeros());
        first.as_mut_slice().copy_from_slice(&[7; 32]);
        assert_eq!(ptr::from_ref::<Page>(&first.page) as usize % PAGE, 0);
        assert_eq!(first.clone().as_slice(), [7; 32]);
        assert_eq!(second.as_slice(), [0; 32]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_keys_page_is_locked_where_the_system_allows_it() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("VmLck:")).unwrap().to_owned();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
        };
        let key = DataKey::zeros();
        if key.locked.is_some() {
            assert!(locked() >= 4);
        }
    }
}
