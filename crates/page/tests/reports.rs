//! Reports as plain pages, over real connections.

mod visitor;

use page::Lab;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use visitor::{host_of, open, open_to, short_labs};

/// Head and body of what a browser without a script gets.
async fn get(host: &str, path: &str) -> (String, String) {
    let mut socket = TcpStream::connect(host).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    socket.read_to_string(&mut text).await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_world_has_a_report_that_needs_no_script_and_the_first_one_a_short_address() {
    let labs = short_labs();
    let names: Vec<String> = labs.iter().map(|lab| lab.name.clone()).collect();
    let page = open(labs).await;
    let (head, first) = get(&page.host, "/report.html").await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: text/html; charset=utf-8"));
    assert!(
        head.contains("content-security-policy: default-src 'none'; style-src 'unsafe-inline';")
    );
    assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    assert!(!first.contains("<script") && first.contains("<section id=\"prices\""));
    for name in &names {
        let (head, body) = get(&page.host, &format!("/report/{name}.html")).await;
        assert!(head.starts_with("http/1.1 200"), "{name}: {head}");
        assert!(body.contains(&format!("{name}.ron")), "{name}");
        assert_eq!(body == first, *name == names[0], "{name}");
    }
    for path in [
        "/report/nowhere.html",
        "/report/one_metal",
        "/report/..%2f..%2fetc%2fpasswd",
    ] {
        let (head, _) = get(&page.host, path).await;
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_world_of_ones_own_has_no_report_for_the_network() {
    let mut labs: Vec<Lab> = short_labs();
    labs[0].is_small = false;
    let page = open_to(labs, true).await;
    let (head, own) = get(&page.host, "/report.html").await;
    assert!(head.starts_with("http/1.1 200") && own.contains("one_metal.ron"));
    for address in &page.addresses[1..] {
        let host = host_of(address);
        let (head, _) = get(&host, "/report/one_metal.html").await;
        assert!(head.starts_with("http/1.1 404"), "{head}");
        let (head, shown) = get(&host, "/report.html").await;
        assert!(head.starts_with("http/1.1 200") && shown.contains("open_reserve.ron"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_made_says_so_and_the_others_are_made() {
    let mut labs = short_labs();
    labs[0].scenario.refiners[0].recipe = "nothing".to_owned();
    let page = open(labs).await;
    let (head, body) = get(&page.host, "/report.html").await;
    assert!(head.starts_with("http/1.1 500"), "{head}");
    assert_eq!(body, "The report could not be made.");
    let (head, _) = get(&page.host, "/report/open_reserve.html").await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
}
