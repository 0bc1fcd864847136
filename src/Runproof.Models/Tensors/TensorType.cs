namespace Runproof.Models.Tensors;

/// <summary>What is known of a tensor before it exists.</summary>
/// <param name="Element">Element type; <see cref="ElementType.Undefined"/> where not known.</param>
/// <param name="Shape">Shape; null where the rank is not known.</param>
public sealed record TensorType(ElementType Element, TensorShape? Shape)
{
    /// <summary>Whether the element type and every dimension are known.</summary>
    public bool IsStatic => Element != ElementType.Undefined && Shape is { IsStatic: true };

    /// <summary>For example <c>float[1,3,32,32]</c>.</summary>
    public override string ToString() => Element.OnnxName() + (Shape?.ToString() ?? "[...]");
}
