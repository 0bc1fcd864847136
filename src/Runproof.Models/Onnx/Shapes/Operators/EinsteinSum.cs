using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Einsum: the result's dimensions follow from the letters of the equation.</summary>
internal static class EinsteinSum
{
    internal static IEnumerable<OperatorRule> Rules => [new("Einsum", Infer)];

    /// <summary>The parts of an equation.</summary>
    /// <param name="Inputs">One term for each input; an ellipsis is the character <c>.</c>.</param>
    /// <param name="Output">The term of the result.</param>
    internal sealed record Equation(string[] Inputs, string Output);

    /// <summary>Reads an equation; null where it is malformed.</summary>
    internal static Equation? Parse(string text)
    {
        var sides = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace("...", ".", StringComparison.Ordinal).Split("->");
        if (sides.Length is 0 or > 2)
            return null;
        var inputs = sides[0].Split(',');
        if (sides.Any(s => s.Any(c => !char.IsAsciiLetter(c) && c is not ('.' or ','))) || inputs.Any(t => t.Count(c => c == '.') > 1))
            return null;
        if (sides.Length == 2)
            return sides[1].Contains(',', StringComparison.Ordinal) || sides[1].Distinct().Count() != sides[1].Length ? null : new Equation(inputs, sides[1]);

        // Without an arrow the result has the ellipsis and then every letter that occurs once, in alphabetical order.
        var letters = sides[0].Where(char.IsAsciiLetter).GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).Order();
        return new Equation(inputs, (sides[0].Contains('.', StringComparison.Ordinal) ? "." : "") + string.Concat(letters));
    }

    /// <summary>What each letter stands for; null, with the message told, where terms and shapes do not fit.</summary>
    internal static Dictionary<char, Dimension>? Bind(Equation equation, IReadOnlyList<TensorShape> shapes, out TensorShape ellipsis, Action<string> mismatch)
    {
        var letters = new Dictionary<char, Dimension>();
        ellipsis = TensorShape.Scalar;
        for (var i = 0; i < shapes.Count; i++)
        {
            var term = equation.Inputs[i];
            var dots = term.IndexOf('.', StringComparison.Ordinal);
            var free = shapes[i].Rank - term.Count(char.IsAsciiLetter);
            if (dots < 0 ? free != 0 : free < 0)
            {
                mismatch($"term {i} has another number of letters than {shapes[i]} has dimensions");
                return null;
            }

            var position = 0;
            foreach (var c in term)
            {
                if (c == '.')
                {
                    var part = new TensorShape([.. shapes[i].Dimensions.Skip(position).Take(free)]);
                    if (!ShapeArithmetic.TryBroadcast(ellipsis, part, out var wider))
                    {
                        mismatch($"the ellipsis stands for both {ellipsis} and {part}");
                        return null;
                    }

                    ellipsis = wider!;
                    position += free;
                    continue;
                }

                var dimension = shapes[i][position++];
                if (!letters.TryGetValue(c, out var known))
                    letters[c] = dimension;
                else if (ShapeArithmetic.Broadcast(known, dimension) is { } both)
                    letters[c] = both;
                else
                {
                    mismatch($"letter {c} stands for both {known} and {dimension}");
                    return null;
                }
            }
        }

        return letters;
    }

    private static void Infer(OperatorCall call)
    {
        call.Output(0, call.Element(0), null);
        var equation = Parse(call.Node.String("equation", ""));
        if (equation is null || equation.Inputs.Length != call.InputCount)
        {
            call.BadNode($"equation {InferenceBudget.Quote(call.Node.String("equation", ""))} does not suit {call.InputCount} inputs");
            return;
        }

        var shapes = Enumerable.Range(0, call.InputCount).Select(call.Shape).OfType<TensorShape>().ToArray();
        if (shapes.Length != call.InputCount)
            return;
        if (Bind(equation, shapes, out var ellipsis, call.Mismatch) is not { } letters)
            return;
        if (equation.Output.Any(c => c != '.' && !letters.ContainsKey(c)))
        {
            call.BadNode($"equation {InferenceBudget.Quote(call.Node.String("equation", ""))} has a letter in the result only");
            return;
        }

        call.Output(0, call.Element(0), new TensorShape([.. equation.Output.SelectMany(c => c == '.' ? (IEnumerable<Dimension>)ellipsis.Dimensions : [letters[c]])]));
    }
}
