using System.Text;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using Runproof.Runs.Inputs;

namespace Runproof.Runs.Tests.Inputs.Fuzz;

/// <summary>Mutated input files are read or refused; nothing else happens.</summary>
public sealed class InputFileFuzzTests
{
    private const int Mutants = 20_000;

    private static readonly OnnxValueInfo[] Inputs =
    [
        new("a", new TensorType(ElementType.Float, new([Dimension.Unknown, Dimension.Of(2)])), null),
        new("b", new TensorType(ElementType.Int64, null), null),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutants_are_read_or_refused(int seed)
    {
        var original = Encoding.UTF8.GetBytes("""{"input_data": [[1.5, -2e3], [[4], [5, 6]]], "input_shapes": [[1, 2], [3]], "\u00e9": "\ud83d\ude00"}""");
        var mutation = new Mutation(seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Mutants; i++)
        {
            if (InputFile.TryRead(mutation.Of(original), "fuzz", Inputs, out var tensors, out var error))
            {
                Assert.Equal(2, tensors.Length);
                read++;
            }
            else
            {
                Assert.StartsWith("E_INPUT_", error.Code.Name, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0);
    }
}
