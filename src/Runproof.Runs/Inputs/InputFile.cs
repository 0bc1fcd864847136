using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Inputs;

/// <summary>Reads model inputs from JSON: <c>{"input_data":[[…],…]}</c>, one list of numbers for each input of the model.</summary>
/// <remarks>
/// The numbers of an input may be nested in any way; they are taken in the order in which they stand. A dimension that the model leaves
/// open is 1 when it is the first, else it follows from the count; <c>"input_shapes":[[…],…]</c> says it where the count cannot.
/// </remarks>
public static class InputFile
{
    private const int MaxDepth = 64;
    private const int MaxRank = TensorEncoding.MaxRank;

    /// <summary>Reads the tensors of a model.</summary>
    /// <param name="json">The UTF-8 text.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="inputs">The model's inputs, in its order.</param>
    /// <param name="tensors">One tensor for each input.</param>
    /// <param name="error">What is wrong, where the result is false.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> json,
        string subject,
        IReadOnlyList<OnnxValueInfo> inputs,
        [NotNullWhen(true)] out Tensor[]? tensors,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        tensors = null;
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!TryReadLists(json, subject, inputs, out var data, out var shapes, out error))
            return false;
        if (data is null)
        {
            error = Malformed(subject, "the object has no key \"input_data\"", null);
            return false;
        }

        if (data.Count != inputs.Count)
        {
            error = WrongShape(subject, $"\"input_data\" has {data.Count} lists, and the model has {inputs.Count} inputs ({string.Join(", ", inputs.Select(i => i.Name))})");
            return false;
        }

        var result = new Tensor[inputs.Count];
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!TryShape(subject, inputs[i], data[i].Count, shapes is not null && i < shapes.Count ? shapes[i] : null, out var shape, out error))
                return false;
            result[i] = new Tensor(inputs[i].Tensor!.Element, shape, data[i].Bytes());
        }

        tensors = result;
        return true;
    }

    private static bool TryReadLists(
        ReadOnlySpan<byte> json,
        string subject,
        IReadOnlyList<OnnxValueInfo> inputs,
        out List<ElementList>? data,
        out List<long[]>? shapes,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        data = null;
        shapes = null;
        error = null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                error = Malformed(subject, "the file is not a JSON object", reader.TokenStartIndex);
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("input_data"u8))
                {
                    if (!TryReadData(ref reader, subject, inputs, out data, out error))
                        return false;
                }
                else if (reader.ValueTextEquals("input_shapes"u8))
                {
                    reader.Read();
                    if (!TryReadShapes(ref reader, subject, out shapes, out error))
                        return false;
                }
                else
                {
                    reader.Skip();
                }
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException exception)
        {
            error = Malformed(subject, $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: not valid JSON (NaN and Infinity are not numbers of JSON)", null);
            return false;
        }
        catch (InvalidOperationException)
        {
            // The only way in which comparing a key can fail.
            error = Malformed(subject, "a key is not valid Unicode", reader.TokenStartIndex);
            return false;
        }
    }

    private static bool TryReadData(
        ref Utf8JsonReader reader,
        string subject,
        IReadOnlyList<OnnxValueInfo> inputs,
        out List<ElementList>? data,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        data = null;
        error = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            error = Malformed(subject, "\"input_data\" is not a list of lists", reader.TokenStartIndex);
            return false;
        }

        var lists = new List<ElementList>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                error = Malformed(subject, "\"input_data\" holds something else than one list for each input", reader.TokenStartIndex);
                return false;
            }

            if (lists.Count == inputs.Count)
            {
                error = WrongShape(subject, $"\"input_data\" has more lists than the model's {inputs.Count} inputs");
                return false;
            }

            var input = inputs[lists.Count];
            if (ElementList.For(input.Tensor?.Element ?? ElementType.Undefined) is not { } list)
            {
                error = new Diagnostic(InputErrors.UnsupportedType, Phase.Read, subject,
                    $"input '{input.Name}' is {input.Tensor?.ToString() ?? input.OtherKind ?? "of an unknown type"}, which JSON input cannot carry",
                    "a model whose inputs are tensors of numbers");
                return false;
            }

            if (!TryReadList(ref reader, subject, input, list, out error))
                return false;
            lists.Add(list);
        }

        data = lists;
        return true;
    }

    private static bool TryReadList(ref Utf8JsonReader reader, string subject, OnnxValueInfo input, ElementList list, [NotNullWhen(false)] out Diagnostic? error)
    {
        error = null;
        var expected = CountOf(input.Tensor?.Shape);
        var depth = 1;
        while (depth > 0 && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    depth++;
                    break;
                case JsonTokenType.EndArray:
                    depth--;
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    if (expected is not null && list.Count == expected)
                    {
                        error = WrongShape(subject, $"input '{input.Name}' has more than the {expected} values of {input.Tensor}");
                        return false;
                    }

                    if (!list.TryAdd(ref reader))
                    {
                        error = new Diagnostic(InputErrors.OutOfRange, Phase.Read, subject,
                            $"value {list.Count} of input '{input.Name}' is not a finite {input.Tensor!.Element.OnnxName()}", "a number in the range of the model's element type",
                            reader.TokenStartIndex);
                        return false;
                    }

                    break;
                default:
                    error = reader.TokenType == JsonTokenType.String
                        ? new Diagnostic(InputErrors.OutOfRange, Phase.Read, subject, $"value {list.Count} of input '{input.Name}' is text, not a number",
                            "plain finite numbers (not \"NaN\" or \"Infinity\")", reader.TokenStartIndex)
                        : Malformed(subject, $"input '{input.Name}' holds something else than numbers", reader.TokenStartIndex);
                    return false;
            }
        }

        return true;
    }

    private static bool TryReadShapes(ref Utf8JsonReader reader, string subject, out List<long[]>? shapes, [NotNullWhen(false)] out Diagnostic? error)
    {
        shapes = [];
        error = null;
        var current = new List<long>();
        var depth = 0;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray when depth < 2:
                    depth++;
                    break;
                case JsonTokenType.EndArray:
                    if (depth == 2)
                    {
                        shapes.Add([.. current]);
                        current.Clear();
                    }

                    depth--;
                    break;
                case JsonTokenType.Number when depth == 2 && current.Count < MaxRank && reader.TryGetInt64(out var dimension) && dimension >= 0:
                    current.Add(dimension);
                    break;
                default:
                    error = Malformed(subject, "\"input_shapes\" is not a list of lists of dimensions", reader.TokenStartIndex);
                    return false;
            }
        }
        while (depth > 0 && reader.Read());
        return true;
    }

    private static bool TryShape(string subject, OnnxValueInfo input, int count, long[]? said, out long[] shape, [NotNullWhen(false)] out Diagnostic? error)
    {
        shape = [];
        var type = input.Tensor!;
        if (said is null && type.Shape is null)
            said = [count];
        var rank = type.Shape?.Rank ?? said!.Length;
        if (said is not null && said.Length != rank)
        {
            error = WrongShape(subject, $"\"input_shapes\" gives input '{input.Name}' the rank {said.Length}, and the model says {type}");
            return false;
        }

        var dimensions = new long[rank];
        var open = -1;
        Int128 product = 1;
        for (var i = 0; i < rank; i++)
        {
            var declared = type.Shape is { } known && known[i].IsKnown ? known[i].Value : (long?)null;
            if (said is not null && declared is { } fix && said[i] != fix)
            {
                error = WrongShape(subject, $"\"input_shapes\" gives input '{input.Name}' the dimension {said[i]} at index {i}, and the model says {type}");
                return false;
            }

            var value = said?[i] ?? declared ?? (i == 0 && rank > 1 ? 1 : (long?)null);
            if (value is null && open >= 0)
            {
                error = WrongShape(subject, $"input '{input.Name}' is {type}: more than one dimension is open, and the count of values cannot tell which is which");
                return false;
            }

            if (value is null)
                open = i;
            dimensions[i] = value ?? -1;
            if (value is { } number)
                product = Int128.Min(product * number, long.MaxValue);
        }

        if (open >= 0)
        {
            dimensions[open] = product == 0 ? 0 : count / (long)product;
            product *= dimensions[open];
        }

        if (product != count)
        {
            error = WrongShape(subject, $"input '{input.Name}' has {count} values, and the model wants {type}");
            return false;
        }

        shape = dimensions;
        error = null;
        return true;
    }

    /// <summary>How many values a shape wants; null where it is open. More than any file holds counts as the largest number.</summary>
    private static long? CountOf(TensorShape? shape)
    {
        if (shape is not { IsStatic: true })
            return null;
        Int128 count = 1;
        foreach (var dimension in shape.Dimensions)
            count = Int128.Min(count * dimension.Value, long.MaxValue);
        return shape.Dimensions.Any(dimension => dimension.Value == 0) ? 0 : (long)count;
    }

    private static Diagnostic Malformed(string subject, string message, long? offset) =>
        new(InputErrors.Malformed, Phase.Read, subject, message, "the form {\"input_data\": [[0.1, 0.2, …]]} with one list for each input", offset);

    private static Diagnostic WrongShape(string subject, string message) =>
        new(InputErrors.WrongShape, Phase.Read, subject, message, "runproof inspect MODEL, which lists the inputs and their shapes");
}
