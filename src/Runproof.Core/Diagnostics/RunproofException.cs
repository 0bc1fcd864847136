namespace Runproof.Core.Diagnostics;

/// <summary>Carries a <see cref="Diagnostics.Diagnostic"/> through code that cannot return one; thrown by the engine's public entry points, never by readers or verifiers.</summary>
public sealed class RunproofException : Exception
{
    /// <summary>Makes an exception from a diagnostic.</summary>
    /// <param name="diagnostic">What went wrong.</param>
    /// <param name="inner">The exception that caused it, if there is one.</param>
    public RunproofException(Diagnostic diagnostic, Exception? inner = null)
        : base((diagnostic ?? throw new ArgumentNullException(nameof(diagnostic))).ToString(), inner)
    {
        Diagnostic = diagnostic;
    }

    /// <summary>What went wrong, and what to do about it.</summary>
    public Diagnostic Diagnostic { get; }
}
