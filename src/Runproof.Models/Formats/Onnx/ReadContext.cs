using Runproof.Core.Diagnostics;

namespace Runproof.Models.Formats.Onnx;

/// <summary>What the parts of the reader share while one file is read.</summary>
/// <param name="subject">The file, as diagnostics name it.</param>
/// <param name="directory">Where external data may lie; null where there is no such place.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class ReadContext(string subject, string? directory, CancellationToken cancellationToken)
{
    /// <summary>The file, as diagnostics name it.</summary>
    public string Subject { get; } = subject;

    /// <summary>Where external data may lie; null where there is no such place.</summary>
    public string? Directory { get; } = directory;

    /// <summary>Stops the reading.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Files of external data seen so far, relative to the directory.</summary>
    public SortedSet<string> ExternalFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>The error that stopped the reading.</summary>
    public Diagnostic? Error { get; private set; }

    /// <summary>Records what is wrong; always false, so that callers can return it.</summary>
    public bool Fail(ErrorCode code, string message, string hint)
    {
        Error = new Diagnostic(code, Phase.Read, Subject, message, hint);
        return false;
    }
}
