//! Runs that were made before: a class moves the same lever to the same places.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// The last runs, by the key of their specs; the oldest go first.
#[derive(Debug)]
pub(crate) struct Cache<T> {
    most: usize,
    runs: BTreeMap<String, Arc<T>>,
    order: VecDeque<String>,
}

impl<T> Cache<T> {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            runs: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Arc<T>> {
        self.runs.get(key).cloned()
    }

    pub(crate) fn put(&mut self, key: String, run: Arc<T>) {
        if self.runs.insert(key.clone(), run).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > self.most {
            if let Some(oldest) = self.order.pop_front() {
                self.runs.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oldest_run_goes_when_there_are_too_many() {
        let mut cache = Cache::new(2);
        for key in ["a", "b", "a", "c"] {
            cache.put(key.to_owned(), Arc::new(()));
        }
        assert!(cache.get("a").is_none() && cache.get("b").is_some() && cache.get("c").is_some());
    }
}
