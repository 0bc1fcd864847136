using System.Collections.Immutable;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Sums of sums become one sum: a bias, a batch normalisation or a residual joins the convolution before it, exactly.</summary>
internal static class SumFusion
{
    /// <summary>A sum that computes by itself what sums that only it reads have computed.</summary>
    /// <param name="layer">The sum.</param>
    /// <param name="onlyProducer">The layer that makes a value which nothing else reads.</param>
    public static AffineLayer Fuse(AffineLayer layer, Func<LayerValue, Layer?> onlyProducer)
    {
        var shape = layer.Result.Shape;
        var terms = ImmutableArray.CreateBuilder<AffineTerm>();
        var offset = layer.Offset;
        foreach (var term in layer.Terms)
        {
            var inner = term.IsIdentity && onlyProducer(term.Source) is AffineLayer { Activation.IsNone: true } producer && producer.Result.Shape.Equals(shape) ? producer : null;
            AffineTerm?[] scaled = inner is null ? [] : [.. inner.Terms.Select(part => part.Scaled(term.Multipliers, shape))];
            if (inner is null || scaled.Contains(null))
            {
                terms.Add(term);
                continue;
            }

            terms.AddRange(scaled!);
            offset = RealValues.Zip(offset, RealValues.Zip(inner.Offset, term.Multipliers, shape, static (a, b) => a * b), shape, static (a, b) => a + b);
        }

        return layer with { Terms = terms.ToImmutable(), Offset = offset };
    }
}
