//! `manifest.toml`: which inputs made the tables beside it.
//!
//! Nothing in it depends on when, where or by how many threads the run was made, so equal inputs give equal bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::OutputError;

/// File name of the manifest.
pub const MANIFEST_FILE: &str = "manifest.toml";

const OPENING: &str =
    "# Inputs and tables of one run of monazite. Equal inputs and version give equal bytes.\n";

/// Everything that determines the tables of a run, and the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub program_version: String,
    /// The scenario.
    pub scenario: ScenarioInputs,
    /// Length, seed and number of replicates.
    pub run: RunInputs,
    /// Where the program ran.
    pub platform: Platform,
    /// The scenario that it is compared with, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
    /// What an experiment on the scenario was asked, by the names of the command line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, String>,
    /// Parameters set on the command line, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// The files beside the manifest.
    #[serde(default)]
    pub tables: Vec<TableFile>,
    /// Pictures beside the manifest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureFile>,
    /// Pages beside the manifest, and what they say that no table holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PictureFile>,
}

/// The second scenario of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Name in the scenario.
    pub name: String,
    /// Hash of the resolved scenario, with all changes applied.
    pub hash: String,
    /// Files read, the one named on the command line first, relative to its folder.
    pub files: Vec<String>,
    /// Parameters set in this scenario only, after those set in both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

impl Compared {
    /// A scenario without files and changes.
    pub fn new(name: &str, hash: &str) -> Self {
        Self {
            name: name.to_owned(),
            hash: hash.to_owned(),
            files: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// The same with the files that were read, the main one first.
    #[must_use]
    pub fn with_files<P: AsRef<Path>>(mut self, files: &[P]) -> Self {
        self.files = relative_to_first(files);
        self
    }

    /// The same with parameters that were set in it only.
    #[must_use]
    pub fn with_changes(mut self, changes: Vec<Change>) -> Self {
        self.changes = changes;
        self
    }
}

/// Which scenario was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioInputs {
    /// Name in the scenario.
    pub name: String,
    /// Hash of the resolved scenario, with the changes applied.
    pub hash: String,
    /// Files read, the one named on the command line first, relative to its folder.
    pub files: Vec<String>,
}

/// Length, seed and number of replicates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunInputs {
    /// Seed of the random streams.
    #[serde(with = "seed")]
    pub seed: u64,
    /// Number of replicates.
    pub replicates: u32,
    /// Weeks simulated after the burn-in.
    pub weeks: u32,
}

/// Operating system and processor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Operating system.
    pub os: String,
    /// Processor architecture.
    pub arch: String,
}

/// A parameter set on the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Path of the parameter: `section.id.field`.
    pub path: String,
    /// The value as RON text.
    pub value: String,
}

/// A file beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// Name of the table.
    pub name: String,
    /// File name.
    pub file: String,
    /// Rows without the header.
    pub rows: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

/// A picture or a page beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// File name.
    pub file: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of one replicate of this version of the program on this platform, without tables.
    pub fn new(scenario_name: &str, scenario_hash: &str) -> Self {
        Self {
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: ScenarioInputs {
                name: scenario_name.to_owned(),
                hash: scenario_hash.to_owned(),
                files: Vec::new(),
            },
            run: RunInputs {
                seed: 1,
                replicates: 1,
                weeks: 0,
            },
            platform: Platform {
                os: std::env::consts::OS.to_owned(),
                arch: std::env::consts::ARCH.to_owned(),
            },
            compared: None,
            asked: BTreeMap::new(),
            changes: Vec::new(),
            tables: Vec::new(),
            pictures: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// The same as a comparison with another scenario.
    #[must_use]
    pub fn with_compared(mut self, compared: Compared) -> Self {
        self.compared = Some(compared);
        self
    }

    /// The same as an experiment that was asked something.
    #[must_use]
    pub fn with_asked(mut self, asked: BTreeMap<String, String>) -> Self {
        self.asked = asked;
        self
    }

    /// Names of the files beside the manifest.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let tables = self.tables.iter().map(|table| table.file.as_str());
        let others = self.pictures.iter().chain(&self.pages);
        tables.chain(others.map(|other| other.file.as_str()))
    }

    /// Takes a file out of the lists.
    pub(crate) fn forget(&mut self, file: &str) {
        self.tables.retain(|table| table.file != file);
        self.pictures.retain(|picture| picture.file != file);
        self.pages.retain(|page| page.file != file);
    }

    /// The same with another seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.run.seed = seed;
        self
    }

    /// The same with another number of replicates.
    #[must_use]
    pub fn with_replicates(mut self, replicates: u32) -> Self {
        self.run.replicates = replicates;
        self
    }

    /// The same with another length [weeks].
    #[must_use]
    pub fn with_weeks(mut self, weeks: u32) -> Self {
        self.run.weeks = weeks;
        self
    }

    /// The same with the files that were read, the main one first.
    #[must_use]
    pub fn with_files<P: AsRef<Path>>(mut self, files: &[P]) -> Self {
        self.scenario.files = relative_to_first(files);
        self
    }

    /// The same with parameters that were set on the command line.
    #[must_use]
    pub fn with_changes(mut self, changes: Vec<Change>) -> Self {
        self.changes = changes;
        self
    }

    /// Reads the manifest in a folder of results.
    pub fn read(folder: &Path) -> Result<Self, OutputError> {
        // A scenario in place of its results is an easy slip, and no fault of the disk.
        let found = if folder.is_file() {
            None
        } else {
            Self::read_if_present(folder)?
        };
        found.ok_or_else(|| OutputError::NoManifest {
            folder: folder.to_owned(),
        })
    }

    /// The manifest in a folder, or none where the folder has none.
    pub(crate) fn read_if_present(folder: &Path) -> Result<Option<Self>, OutputError> {
        let path = folder.join(MANIFEST_FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OutputError::file("read", &path)(error)),
        };
        toml::from_str(&text)
            .map(Some)
            .map_err(|error| OutputError::BadManifest {
                path,
                message: error.message().to_owned(),
            })
    }

    /// The text of the file.
    pub(crate) fn to_text(&self) -> String {
        // Only text, whole numbers and lists of them: there is nothing that TOML cannot hold.
        let body = toml::to_string(self).unwrap_or_default();
        format!("{OPENING}{body}")
    }
}

/// Files as seen from the folder of the first.
fn relative_to_first<P: AsRef<Path>>(files: &[P]) -> Vec<String> {
    let home = files.first().and_then(|main| main.as_ref().parent());
    files
        .iter()
        .map(|file| relative(file.as_ref(), home))
        .collect()
}

/// `file` as seen from `home`, with forward slashes, so that the manifest does not depend on where the run was started.
fn relative(file: &Path, home: Option<&Path>) -> String {
    let seen = home
        .and_then(|home| file.strip_prefix(home).ok())
        .unwrap_or(file);
    let parts: Vec<_> = seen.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// TOML's whole numbers end at 2^63 - 1; a larger seed is written as text.
mod seed {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(u64),
        Text(String),
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature is serde's"
    )]
    pub(super) fn serialize<S: Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(*seed) {
            Ok(number) => number.serialize(serializer),
            Err(_) => seed.to_string().serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(number),
            Written::Text(text) => text.parse().map_err(de::Error::custom),
        }
    }
}

#[cfg(test)]
#[allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn example() -> Manifest {
        let mut manifest = Manifest::new("australia_japan", "c0ffee")
            .with_seed(7)
            .with_weeks(522)
            .with_replicates(2)
            .with_files(&[
                "scenarios/curbs.ron",
                "scenarios/base.ron",
                "data/prices.csv",
            ])
            .with_changes(vec![Change {
                path: "market.ask_elasticity".to_owned(),
                value: "3.0".to_owned(),
            }]);
        manifest.platform = Platform {
            os: "linux".to_owned(),
            arch: "x86_64".to_owned(),
        };
        manifest.program_version = "0.1.0".to_owned();
        manifest.tables.push(TableFile {
            name: "prices".to_owned(),
            file: "prices.csv".to_owned(),
            rows: 2,
            sha256: "ab".to_owned(),
        });
        manifest
    }

    #[test]
    fn manifest_reads_back_as_it_was_written() {
        let manifest = example();
        assert_eq!(toml::from_str(&manifest.to_text()), Ok(manifest));
    }

    #[test]
    fn largest_seed_survives() {
        let manifest = example().with_seed(u64::MAX);
        assert_eq!(toml::from_str(&manifest.to_text()), Ok(manifest));
    }

    #[test]
    fn text_of_a_manifest() {
        expect![[r##"
            # Inputs and tables of one run of monazite. Equal inputs and version give equal bytes.
            program_version = "0.1.0"

            [scenario]
            name = "australia_japan"
            hash = "c0ffee"
            files = ["curbs.ron", "base.ron", "data/prices.csv"]

            [run]
            seed = 7
            replicates = 2
            weeks = 522

            [platform]
            os = "linux"
            arch = "x86_64"

            [[changes]]
            path = "market.ask_elasticity"
            value = "3.0"

            [[tables]]
            name = "prices"
            file = "prices.csv"
            rows = 2
            sha256 = "ab"
        "##]]
        .assert_eq(&example().to_text());
    }
}
