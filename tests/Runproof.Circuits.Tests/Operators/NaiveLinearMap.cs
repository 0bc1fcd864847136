using System.Numerics;
using Runproof.Circuits.Operators;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>Linear maps as the words define them: place by place, with big integers.</summary>
internal static class NaiveLinearMap
{
    public static BigInteger[] Apply(LinearMapCase layer, int[] source) => layer.Map switch
    {
        Elementwise => [.. source.Select(value => new BigInteger(value))],
        WindowSum map => Slide(layer, map.Window, 1, (output, input, c, o) => output == input ? 1 : 0, source, layer.Source.Shape[1]),
        Convolution map => Slide(layer, map.Window, map.Groups, null, source, layer.Parameters!.Outputs),
        DenseLayer => Dense(layer, source, 1),
        BatchedDense => Dense(layer, source, layer.Source.Shape.Dimensions.SkipLast(2).Aggregate(1, (product, dimension) => product * dimension)),
        _ => throw new InvalidOperationException(),
    };

    private static BigInteger[] Dense(LinearMapCase layer, int[] source, int batches)
    {
        int inputs = layer.Parameters!.Inputs, outputs = layer.Parameters.Outputs / batches;
        int rows = source.Length / inputs / batches;
        var result = new List<BigInteger>();
        for (int b = 0; b < batches; b++)
        {
            for (int m = 0; m < rows; m++)
            {
                for (int n = 0; n < outputs; n++)
                {
                    BigInteger sum = layer.Parameters.HasBias ? layer.Weights!.Biases[(b * outputs) + n] : 0;
                    for (int k = 0; k < inputs; k++)
                        sum += (BigInteger)layer.Weights!.Weights[(((b * outputs) + n) * inputs) + k] * source[(((b * rows) + m) * inputs) + k];
                    result.Add(sum);
                }
            }
        }

        return [.. result];
    }

    private static BigInteger[] Slide(LinearMapCase layer, Window window, int groups, Func<int, int, int, int, int>? fixedWeight, int[] source, int outputs)
    {
        int[] d = [.. layer.Source.Shape.Dimensions];
        int[] e = [.. layer.Output.Dimensions];
        int inputsOfGroup = d[1] / groups, outputsOfGroup = outputs / groups;
        var result = new BigInteger[layer.Output.Count];
        for (int n = 0; n < d[0]; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                for (int y = 0; y < e[2]; y++)
                {
                    for (int x = 0; x < e[3]; x++)
                    {
                        BigInteger sum = layer.Parameters?.HasBias == true ? layer.Weights!.Biases[o] : 0;
                        for (int c = 0; c < d[1]; c++)
                        {
                            if (c / inputsOfGroup != o / outputsOfGroup)
                                continue;
                            for (int i = 0; i < window.KernelHeight; i++)
                            {
                                for (int j = 0; j < window.KernelWidth; j++)
                                {
                                    int h = (y * window.StrideHeight) + (i * window.DilationHeight) - window.PadTop;
                                    int w = (x * window.StrideWidth) + (j * window.DilationWidth) - window.PadLeft;
                                    if (h < 0 || w < 0 || h >= d[2] || w >= d[3])
                                        continue;
                                    int weight = fixedWeight is not null
                                        ? fixedWeight(o, c, i, j)
                                        : layer.Weights!.Weights[(((((o * inputsOfGroup) + (c % inputsOfGroup)) * window.KernelHeight) + i) * window.KernelWidth) + j];
                                    sum += (BigInteger)weight * source[(((((n * d[1]) + c) * d[2]) + h) * d[3]) + w];
                                }
                            }
                        }

                        result[(((((n * outputs) + o) * e[2]) + y) * e[3]) + x] = sum;
                    }
                }
            }
        }

        return result;
    }
}
