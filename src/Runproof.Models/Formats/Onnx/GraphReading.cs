using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Formats.Onnx;

/// <summary>A graph that was read.</summary>
/// <param name="Graph">The validated graph.</param>
/// <param name="WireNodes">Each node's message, in the graph's order.</param>
/// <param name="Free">What the graph reads and does not define, with the first reader in words.</param>
internal sealed record GraphReading(OnnxGraph Graph, ImmutableArray<NodeProto> WireNodes, Dictionary<string, string> Free);
