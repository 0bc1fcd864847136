namespace Runproof.Core.Diagnostics;

/// <summary>A stable name of one kind of error, such as <c>E_ONNX_TRUNCATED</c>. Codes are listed in <c>docs/errors.md</c>.</summary>
/// <param name="Name">Upper-case name that starts with <c>E_</c>.</param>
/// <param name="Class">The kind of trouble, which decides the exit code.</param>
public readonly record struct ErrorCode(string Name, ErrorClass Class)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
