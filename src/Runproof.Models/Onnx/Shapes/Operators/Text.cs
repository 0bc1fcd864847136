using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators on strings.</summary>
internal static class Text
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("StringNormalizer", Normalize),
        new("StringConcat", call => call.Output(0, ElementType.String, call.BroadcastInputs(0, 1)), 2),
        new("StringSplit", Split),
        new("RegexFullMatch", call => call.Output(0, ElementType.Bool, call.Shape(0))),
        new("TfIdfVectorizer", Vectorize),
    ];

    private static void Normalize(OperatorCall call)
    {
        var shape = call.Shape(0);
        var drops = call.Node.Attributes.TryGetValue("stopwords", out var words) && words.Strings is { IsDefaultOrEmpty: false };
        if (drops && shape is { Rank: > 0 })
        {
            call.Because($"depends on how many strings of {call.Describe(0)} are stop words");
            shape = shape.With(shape.Rank - 1, Dimension.Unknown);
        }

        call.Output(0, ElementType.String, shape);
    }

    private static void Split(OperatorCall call)
    {
        call.Because($"depends on the strings of {call.Describe(0)}");
        call.Output(0, ElementType.String, call.Shape(0) is { } shape ? new TensorShape([.. shape.Dimensions, Dimension.Unknown]) : null);
        call.Output(1, ElementType.Int64, call.Shape(0));
    }

    /// <summary>The last dimension is the largest output index plus one.</summary>
    private static void Vectorize(OperatorCall call)
    {
        call.Output(0, ElementType.Float, null);
        if (call.Shape(0) is not { } shape)
            return;
        if (call.Node.Ints("ngram_indexes") is not { Length: > 0 } indexes || shape.Rank > 2)
        {
            call.BadNode($"attribute 'ngram_indexes' is missing, or {call.Describe(0)} has more than two dimensions");
            return;
        }

        var size = call.Size((Int128)indexes.Max() + 1);
        call.Output(0, ElementType.Float, shape.Rank == 2 ? ShapeArithmetic.Of(shape[0], size) : ShapeArithmetic.Of(size));
    }
}
