//! `declog`: parse, run, exit code.

fn main() -> std::process::ExitCode {
    declog::cli::main()
}
