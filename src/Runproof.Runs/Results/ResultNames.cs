using Runproof.Core.Traces;
using Runproof.Core.Verdicts;

namespace Runproof.Runs.Results;

/// <summary>The words that the command line, JSON and reports use for methods, states, modes, outcomes and backends.</summary>
public static class ResultNames
{
    /// <summary>For example <c>onnx_slice</c>.</summary>
    public static string Text(this ExecutionMethod method) => method switch
    {
        ExecutionMethod.Circuit => "circuit",
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

    /// <summary>For example <c>prove</c>.</summary>
    public static string Text(this RunMode mode) => mode switch
    {
        RunMode.Native => "native",
        RunMode.Audit => "audit",
        RunMode.Preview => "preview",
        RunMode.Prove => "prove",
        RunMode.Replay => "replay",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    /// <summary>For example <c>timed out</c>.</summary>
    public static string Text(this StepOutcome outcome) => outcome switch
    {
        StepOutcome.Succeeded => "succeeded",
        StepOutcome.Failed => "failed",
        StepOutcome.TimedOut => "timed out",
        StepOutcome.Crashed => "crashed",
        StepOutcome.Skipped => "skipped",
        StepOutcome.NotRun => "not run",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>For example <c>ONNX Runtime</c>.</summary>
    public static string Text(this Backend backend) => backend switch
    {
        Backend.Clr => ".NET",
        Backend.OnnxRuntime => "ONNX Runtime",
        Backend.Circuit => "circuit",
        Backend.ZkVm => "RISC-V machine",
        Backend.Ezkl => "EZKL",
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, null),
    };
}
