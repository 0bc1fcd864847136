namespace Runproof.Compiler.Models.Operators;

/// <summary>How an operator becomes layers.</summary>
/// <param name="OpType">The operator of ONNX's own set.</param>
/// <param name="Lower">Defines the call's result; returns why a circuit cannot compute the call, in words, or null.</param>
internal sealed record LoweringRule(string OpType, Func<OperatorCall, string?> Lower);
