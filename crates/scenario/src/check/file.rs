//! Files that the scenario refers to.

use std::path::Path;

use super::Report;

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    for observed in &scenario.observed {
        let path = format!("observed.{}.file", observed.id);
        let place = report.loaded.place(&path, false, 0);
        let folder = Path::new(&place.file).parent().unwrap_or(Path::new(""));
        if !folder.join(&observed.file).is_file() {
            report.fault(
                &path,
                format!("there is no file `{}`", observed.file),
                "the path counts from the folder of the scenario",
            );
        }
    }
}
