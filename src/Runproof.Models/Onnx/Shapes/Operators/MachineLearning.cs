using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Classical models of the domain <c>ai.onnx.ml</c>.</summary>
internal static class MachineLearning
{
    private const string Domain = "ai.onnx.ml";

    internal static IEnumerable<OperatorRule> Rules => All.Select(rule => rule with { Domain = Domain });

    private static IEnumerable<OperatorRule> All =>
    [
        new("ArrayFeatureExtractor", Extract, 2),
        new("Binarizer", Elementwise.Same),
        new("Imputer", Elementwise.Same),
        new("Normalizer", call => call.Output(0, ElementType.Float, call.Shape(0))),
        new("Scaler", call => call.Output(0, ElementType.Float, call.Shape(0))),
        new("CategoryMapper", call => call.Output(0, call.Element(0) == ElementType.String ? ElementType.Int64 : ElementType.String, call.Shape(0))),
        new("LabelEncoder", EncodeLabels),
        new("OneHotEncoder", EncodeOneHot),
        new("FeatureVectorizer", JoinFeatures),
        new("LinearRegressor", call => Rows(call, 0, ElementType.Float, call.Size(call.Node.Int("targets", 1)))),
        new("SVMRegressor", call => Rows(call, 0, ElementType.Float, Dimension.Of(1))),
        new("TreeEnsembleRegressor", call => Rows(call, 0, ElementType.Float, call.Size(call.Node.Int("n_targets", 1)))),
        new("TreeEnsemble", call => Rows(call, 0, call.Element(0), call.Size(call.Node.Int("n_targets", 1)))),
        new("LinearClassifier", call => Classify(call, "classlabels_ints")),
        new("TreeEnsembleClassifier", call => Classify(call, "classlabels_int64s")),
        new("SVMClassifier", call => Classify(call, null)),
        new("ZipMap", call => call.Output(0, ValueFacts.SequenceOf(new ValueFacts { Kind = ValueKind.Other }))),
        new("CastMap", _ => { }),
        new("DictVectorizer", _ => { }),
    ];

    private static int Strings(OperatorCall call, string name) =>
        call.Node.Attributes.TryGetValue(name, out var attribute) && !attribute.Strings.IsDefault ? attribute.Strings.Length : 0;

    private static bool Given(OnnxNode node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (node.Attributes.ContainsKey(name))
                return true;
        }

        return false;
    }

    private static Dimension Batch(OperatorCall call) => call.Shape(0) switch
    {
        null => Dimension.Unknown,
        { Rank: 0 or 1 } => Dimension.Of(1),
        var shape => shape[0],
    };

    private static void Rows(OperatorCall call, int output, ElementType element, Dimension columns) =>
        call.Output(output, element, ShapeArithmetic.Of(Batch(call), columns));

    private static void Extract(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRankAtLeast(0, 1) is { } x && call.Shape(1) is { } indices)
        {
            var count = ShapeArithmetic.Product(indices.Dimensions);
            result = x.Rank == 1 ? ShapeArithmetic.Of(Dimension.Of(1), count) : x.With(x.Rank - 1, count);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void EncodeLabels(OperatorCall call)
    {
        var node = call.Node;
        ElementType element;
        if (node.Attributes.TryGetValue("values_tensor", out var values) && values.Tensor is { } tensor)
            element = tensor.Element;
        else if (Given(node, "values_strings"))
            element = ElementType.String;
        else if (Given(node, "values_int64s"))
            element = ElementType.Int64;
        else if (Given(node, "values_floats"))
            element = ElementType.Float;
        else
            element = call.Element(0) == ElementType.String ? ElementType.Int64 : ElementType.String;
        call.Output(0, element, call.Shape(0));
    }

    private static void EncodeOneHot(OperatorCall call)
    {
        var count = call.Node.Ints("cats_int64s")?.Length ?? Strings(call, "cats_strings");
        call.Output(0, ElementType.Float, call.Shape(0) is { } shape ? new TensorShape([.. shape.Dimensions, Dimension.Of(count)]) : null);
    }

    private static void JoinFeatures(OperatorCall call)
    {
        var sizes = call.Node.Ints("inputdimensions") ?? ImmutableArray<long>.Empty;
        Rows(call, 0, ElementType.Float, ShapeArithmetic.Sum(sizes.Select(s => call.Size(s))));
    }

    private static void Classify(OperatorCall call, string? labels)
    {
        var strings = Strings(call, "classlabels_strings");
        call.Output(0, strings > 0 ? ElementType.String : ElementType.Int64, ShapeArithmetic.Of(Batch(call)));
        var classes = strings > 0 ? strings : labels is null ? 0 : call.Node.Ints(labels)?.Length ?? 0;
        call.Because("depends on how the classifier's scores are laid out");
        Rows(call, 1, ElementType.Float, classes > 0 && labels is not null ? Dimension.Of(classes) : Dimension.Unknown);
    }
}
