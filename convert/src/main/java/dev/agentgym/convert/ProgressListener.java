package dev.agentgym.convert;

/// Hears how a conversion gets on, so that a program can show rate and remaining time. Called on the converting
/// thread, about once for every thousand records; it decides itself how often to print.
@FunctionalInterface
public interface ProgressListener {

    /// Hears nothing.
    ProgressListener SILENT = (source, records, bytesRead, bytesTotal) -> {};

    /// More records were read.
    ///
    /// @param source the file or database that is being read
    /// @param records records and rows read so far, of all sources
    /// @param bytesRead bytes of the files read so far, as packed as they are; files are counted each time they are
    /// read
    /// @param bytesTotal bytes there are to read, 0 where nobody can say
    void progressed(String source, long records, long bytesRead, long bytesTotal);
}
