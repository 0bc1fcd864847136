namespace Runproof.Core.Diagnostics;

/// <summary>One error or warning, told so that a person can act on it and a program can branch on it.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Phase">The part of the work in which it arose.</param>
/// <param name="Subject">The file, tensor, node, step or argument that it is about.</param>
/// <param name="Message">What is wrong, in one sentence, with the values found and expected.</param>
/// <param name="Hint">What to do next, in one sentence that follows the word "try".</param>
/// <param name="Offset">Byte offset in the subject, where the subject is a file or a byte string.</param>
public sealed record Diagnostic(
    ErrorCode Code,
    Phase Phase,
    string Subject,
    string Message,
    string Hint,
    long? Offset = null)
{
    /// <summary>One line: code, subject, offset and message.</summary>
    public override string ToString() =>
        Offset is { } offset ? $"{Code}: {Subject} at byte {offset}: {Message}" : $"{Code}: {Subject}: {Message}";
}
