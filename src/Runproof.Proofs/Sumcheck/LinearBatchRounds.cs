using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The rounds of Σ_x Σ_i f_i(x)·w_i(x), where w_i is the weighted sum of the forms on f_i.</summary>
/// <remarks>
/// A polynomial in m of the n variables does not depend on the first n − m, and its weight is eq(0, ·) in these. Until its turn comes it adds
/// (1 − X)·(its share of the sum) to a round, and each challenge r leaves 1 − r of that share.
/// </remarks>
internal sealed class LinearBatchRounds<E> : ISumcheckRounds<E>, IDisposable
    where E : struct, IField<E>
{
    private readonly ImmutableArray<int> variables;
    private readonly ProductRounds<E>[] products;
    private readonly E[][] weights;
    private readonly E[] shares;
    private readonly E[] scales;
    private int free;

    public LinearBatchRounds(LinearBatchClaim<E> claim, ImmutableArray<MultilinearValues<E>> polynomials, E factor, Workers workers)
    {
        variables = claim.Variables;
        free = claim.MostVariables;
        shares = new E[variables.Length];
        scales = new E[variables.Length];
        scales.AsSpan().Fill(E.One);
        weights = new E[variables.Length][];
        products = new ProductRounds<E>[variables.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = ArrayPool<E>.Shared.Rent(1 << variables[i]);
            weights[i].AsSpan(0, 1 << variables[i]).Clear();
        }

        E power = E.One;
        foreach (var linear in claim.Claims)
        {
            foreach (var term in linear.Terms)
                term.Form.AddTo(power, Weights(term.Polynomial), workers);
            power *= factor;
        }

        for (int i = 0; i < products.Length; i++)
        {
            products[i] = new(polynomials[i], weights[i], workers);
            if (Waits(i))
                shares[i] = polynomials[i].InnerProduct(Weights(i), workers);
        }
    }

    public RoundPolynomial<E> Next(E sum)
    {
        E c0 = E.Zero, c2 = E.Zero;
        for (int i = 0; i < products.Length; i++)
        {
            var (zero, square) = Waits(i) ? (shares[i], E.Zero) : Sum(products[i]);
            c0 += scales[i] * zero;
            c2 += scales[i] * square;
        }

        return RoundPolynomial.FromSum(sum, [c0, c2]);
    }

    public void Bind(E challenge)
    {
        for (int i = 0; i < products.Length; i++)
        {
            if (Waits(i))
                scales[i] *= E.One - challenge;
            else
                products[i].Bind(challenge);
        }

        free--;
    }

    /// <summary>The value of every polynomial at the end of the point of all challenges, after the last round.</summary>
    public ImmutableArray<E> Values()
    {
        var values = new E[products.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = products[i].Value(0);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public void Dispose()
    {
        foreach (var product in products)
            product.Dispose();
    }

    private static (E C0, E C2) Sum(ProductRounds<E> product)
    {
        var (c0, c2, _) = product.Sum(reversed: false);
        return (c0, c2);
    }

    private Memory<E> Weights(int polynomial) => weights[polynomial].AsMemory(0, 1 << variables[polynomial]);

    private bool Waits(int polynomial) => variables[polynomial] < free;
}
