//! What leaves the office: the incident report.
