using System.Collections.Frozen;

namespace Runproof.Compiler.Models.Operators;

/// <summary>Every operator that becomes layers. A new one is a line here and a file beside it.</summary>
internal static class OperatorCatalog
{
    /// <summary>The rules.</summary>
    public static readonly IReadOnlyList<LoweringRule> All =
    [
        ConvOperator.Rule,
        GemmOperator.Rule,
        MatMulOperator.Rule,
        BatchNormalizationOperator.Rule,
        AddOperator.Rule,
        SubOperator.Rule,
        MulOperator.Rule,
        DivOperator.Rule,
        ReluOperator.Rule,
        LeakyReluOperator.Rule,
        ClipOperator.Rule,
        SigmoidOperator.Rule,
        TanhOperator.Rule,
        MaxPoolOperator.Rule,
        AveragePoolOperator.Rule,
        GlobalAveragePoolOperator.Rule,
        FlattenOperator.Rule,
        ReshapeOperator.Rule,
        SqueezeOperator.Rule,
        UnsqueezeOperator.Rule,
        TransposeOperator.Rule,
        ConcatOperator.Rule,
        PadOperator.Rule,
        IdentityOperator.Rule,
        DropoutOperator.Rule,
        SoftmaxOperator.Rule,
        SoftmaxOperator.LogarithmRule,
        ArgMaxOperator.Rule,
    ];

    private static readonly FrozenDictionary<string, LoweringRule> ByName = All.ToFrozenDictionary(rule => rule.OpType, StringComparer.Ordinal);

    /// <summary>The rule for an operator of ONNX's own set; null where there is none.</summary>
    public static LoweringRule? Find(string opType) => ByName.GetValueOrDefault(opType);
}
