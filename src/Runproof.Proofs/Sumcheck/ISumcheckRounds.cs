using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The prover's side of one sum over the cube: it knows the summand, and the driver knows the protocol.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public interface ISumcheckRounds<E>
    where E : struct, IField<E>
{
    /// <summary>The polynomial of the leading variable that is still free.</summary>
    /// <param name="sum">What the summand adds up to over the variables that are still free.</param>
    RoundPolynomial<E> Next(E sum);

    /// <summary>Binds that variable; called once after every <see cref="Next"/>.</summary>
    /// <param name="challenge">What it is bound to.</param>
    void Bind(E challenge);
}
