using Runproof.Core.Verdicts;

namespace Runproof.Runs.Results;

/// <summary>The words that JSON and reports use for methods and states.</summary>
public static class ResultNames
{
    /// <summary>For example <c>onnx_slice</c>.</summary>
    public static string Text(this ExecutionMethod method) => method switch
    {
        ExecutionMethod.OnnxSlice => "onnx_slice",
        ExecutionMethod.OnnxWhole => "onnx_whole",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    /// <summary>For example <c>not_attempted</c>.</summary>
    public static string Text(this Verification verification) => verification switch
    {
        Verification.NotAttempted => "not_attempted",
        Verification.Passed => "passed",
        Verification.Failed => "failed",
        Verification.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(verification), verification, null),
    };

    /// <summary>For example <c>executed</c>.</summary>
    public static string Text(this Assurance assurance) => assurance switch
    {
        Assurance.None => "none",
        Assurance.Executed => "executed",
        Assurance.Replayed => "replayed",
        Assurance.Proved => "proved",
        _ => throw new ArgumentOutOfRangeException(nameof(assurance), assurance, null),
    };
}
