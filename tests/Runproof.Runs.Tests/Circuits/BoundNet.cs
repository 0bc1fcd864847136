using Runproof.Core.Programs;
using Runproof.Runs.Compiling;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>The sample model net with bound weights, compiled once for all tests; each test works on a copy.</summary>
public sealed class BoundNet() : CompiledNet(new CompileRequest { Weights = WeightsKind.Bound });
