namespace Runproof.Compiler.Models.Operators;

/// <summary>The identity, outside of training.</summary>
internal static class DropoutOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Dropout", Lower);

    // Before version 7 a flag says whether the model is being trained, since version 12 an input.
    private static string? Lower(OperatorCall call) => (call.Opset < 7 && call.Node.Int("is_test", 0) == 0) || call.Has(2)
        ? "it may be training, and dropping values by chance cannot be repeated"
        : call.DefineReshape();
}
