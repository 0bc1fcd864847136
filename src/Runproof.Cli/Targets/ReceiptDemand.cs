using Runproof.Core.Hashing;

namespace Runproof.Cli.Targets;

/// <summary>What a command asks of a receipt.</summary>
/// <param name="Expected">Digest of the program or the claim, or root of the weights; null for a claim that the store knows.</param>
/// <param name="Nonce">What every proof has to be bound to; null where that is left open.</param>
/// <param name="Sample">How many steps, chosen by the nonce, have to be proved; null for all circuits.</param>
internal sealed record ReceiptDemand(Digest? Expected, ReadOnlyMemory<byte>? Nonce = null, int? Sample = null);
