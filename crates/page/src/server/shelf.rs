//! Runs that were given a short code, to be read aloud, written on a board or taken by the camera of a phone.
//!
//! A code follows from the run, so the same run has the same code whoever asks, and asking twice keeps nothing twice.
//! Codes live as long as the server; a link says all of a run and lives longer.

use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::letters::letter;
use crate::cache::Cache;
use crate::spec::Spec;

/// Letters of a code.
const LENGTH: usize = 8;
/// Runs that are kept; the oldest go first.
const MOST_CODES: usize = 4096;
/// Codes that a run may have, should the first be another's.
const TRIES: u8 = 4;

/// Runs by their codes.
#[derive(Debug)]
pub(super) struct Shelf(Mutex<Cache<Spec>>);

impl Shelf {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Cache::new(MOST_CODES)))
    }

    /// Keeps a run and says by which code; none in the rare case that all its codes are taken by others.
    pub(super) fn put(&self, spec: &Spec) -> Option<String> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = |code: &String| kept.get(code).is_none_or(|other| *other == *spec);
        let code = (0..TRIES).map(|at| code(spec, at)).find(free)?;
        kept.put(code.clone(), Arc::new(spec.clone()));
        Some(code)
    }

    /// The run of a code, written in letters of any size.
    pub(super) fn get(&self, code: &str) -> Option<Arc<Spec>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&code.to_ascii_uppercase())
    }
}

/// The code of a run, one of a few.
fn code(spec: &Spec, at: u8) -> String {
    let mut hash = Sha256::new();
    hash.update([at]);
    hash.update(spec.key());
    let letters = hash.finalize();
    letters[..LENGTH].iter().map(|byte| letter(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::letters::LETTERS;

    fn spec(seed: u64) -> Spec {
        Spec {
            world: "one_metal".to_owned(),
            seed,
            levers: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn run_comes_back_by_its_code_and_has_the_same_code_again() {
        let shelf = Shelf::new();
        let code = shelf.put(&spec(7)).unwrap();
        assert_eq!(code.len(), 8);
        assert!(code.bytes().all(|letter| LETTERS.contains(&letter)));
        assert_eq!(*shelf.get(&code.to_lowercase()).unwrap(), spec(7));
        assert_eq!(shelf.put(&spec(7)), Some(code.clone()));
        assert_ne!(shelf.put(&spec(8)), Some(code));
        assert_eq!(shelf.get("AAAAAAAA"), None);
    }

    #[test]
    fn code_of_another_run_is_never_given_away() {
        let shelf = Shelf::new();
        let taken = code(&spec(7), 0);
        let mut kept = shelf.0.lock().unwrap();
        kept.put(taken.clone(), Arc::new(spec(8)));
        drop(kept);
        assert_ne!(shelf.put(&spec(7)), Some(taken.clone()));
        assert_eq!(*shelf.get(&taken).unwrap(), spec(8));
    }

    #[test]
    fn oldest_of_too_many_runs_is_forgotten() {
        let shelf = Shelf::new();
        let first = shelf.put(&spec(0)).unwrap();
        for seed in 1..=MOST_CODES as u64 {
            shelf.put(&spec(seed));
        }
        assert_eq!(shelf.get(&first), None);
    }
}
