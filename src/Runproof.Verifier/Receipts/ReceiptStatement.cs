using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Statements;
using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Receipts;

/// <summary>What the proofs of a receipt state. Prover and verifier derive it here, from program, records, values and circuits, and from nothing that a prover says of it.</summary>
/// <remarks>
/// A value that is shown is public on both of its ends. One that is not is a link where one proof covers both ends, and a commitment that two proofs name
/// elsewhere. What enters from outside of the circuits, and what the program returns, has to be shown.
/// </remarks>
public static class ReceiptStatement
{
    /// <summary>Derives the statements of all proofs of a receipt, for a prover: the proofs' bytes may still be empty.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="subject">Its name, for diagnostics.</param>
    /// <param name="source">Where the circuits come from that it does not hold; null for nowhere.</param>
    /// <param name="statements">One statement per proof, in the receipt's order.</param>
    /// <param name="error">Why there is none.</param>
    public static bool TryDerive(
        Receipt receipt, string subject, CircuitSource? source, out ImmutableArray<ProofStatement> statements, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        statements = [];
        error = ReceiptShape.Problem(receipt, subject);
        if (error is not null || !ReceiptCircuits.TryFind(receipt, subject, source, out var circuits, out error))
            return false;
        return TryDerive(new(receipt, circuits), subject, out statements, out error);
    }

    /// <summary>Derives the statements from a receipt whose circuits have been found.</summary>
    internal static bool TryDerive(
        ReceiptContents contents, string subject, out ImmutableArray<ProofStatement> statements, [NotNullWhen(false)] out Diagnostic? error)
    {
        var builder = ImmutableArray.CreateBuilder<ProofStatement>(contents.Receipt.Proofs.Length);
        error = null;
        foreach (var proof in contents.Receipt.Proofs)
        {
            if (new StatementDerivation(contents, proof, subject).Derive(out error) is { } statement)
                builder.Add(statement);
            else
                break;
        }

        statements = error is null ? builder.ToImmutable() : [];
        return error is null;
    }
}
