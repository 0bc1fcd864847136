using Runproof.Core.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Metadata;

/// <summary>What the metadata says of the bound weights of a model.</summary>
/// <param name="Path">The file that their owner keeps, relative to the model's folder.</param>
/// <param name="Digest">Digest of that file.</param>
/// <param name="Model">Digest of the bound model, by which circuits name it.</param>
/// <param name="Profile">The security of the proofs that open the weights.</param>
public sealed record BoundWeightsEntry(string Path, Digest Digest, Digest Model, SecurityProfile Profile);
