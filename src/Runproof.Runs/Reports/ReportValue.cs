using System.Collections.Immutable;
using Runproof.Core.Hashing;

namespace Runproof.Runs.Reports;

/// <summary>A value that entered or left a step or a run.</summary>
/// <param name="Name">Name of the port.</param>
/// <param name="Type">Element type and shape as recorded, such as <c>float[1,10]</c>; as declared where the trace does not hold the value.</param>
/// <param name="Digest">Digest of the value; null where the run did not get there.</param>
/// <param name="Elements">Number of elements; null where the trace does not hold the value.</param>
/// <param name="First">The first elements, as text.</param>
public sealed record ReportValue(string Name, string Type, Digest? Digest, long? Elements, ImmutableArray<string> First);
