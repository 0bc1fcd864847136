using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Runproof.Models.Formats.Onnx.Wire;

namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Changes what a file says and leaves its framing intact, so that the change reaches the checks behind the parser.</summary>
internal static class MessageMutator
{
    private static readonly long[] Numbers = [0, 1, -1, 2, 7, 64, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 40];

    /// <summary>A file with some values, elements or messages of another one changed.</summary>
    public static byte[] Mutate(byte[] seed, Random random, int changes)
    {
        var model = ModelProto.Parser.ParseFrom(seed);
        for (; changes > 0; changes--)
        {
            var messages = new List<IMessage>();
            var texts = new List<string> { "", "w", "x", "y" };
            Collect(model, messages, texts);
            Change(messages[random.Next(messages.Count)], texts, random);
        }

        return model.ToByteArray();
    }

    private static void Collect(IMessage message, List<IMessage> messages, List<string> texts)
    {
        messages.Add(message);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            foreach (var one in value is IList list ? list.Cast<object?>() : [value])
            {
                if (one is IMessage child)
                    Collect(child, messages, texts);
                else if (one is string text)
                    texts.Add(text);
            }
        }
    }

    private static void Change(IMessage message, List<string> texts, Random random)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder();
        var field = fields[random.Next(fields.Count)];
        if (field.Accessor.GetValue(message) is IList list)
            ChangeList(list, field, texts, random);
        else if (random.Next(4) == 0)
            field.Accessor.Clear(message);
        else
            field.Accessor.SetValue(message, Value(field, texts, random));
    }

    private static void ChangeList(IList list, FieldDescriptor field, List<string> texts, Random random)
    {
        var at = list.Count == 0 ? 0 : random.Next(list.Count);
        switch (list.Count == 0 ? 3 : random.Next(5))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(at, list[at] is IDeepCloneable<IMessage> copy ? copy.Clone() : list[at]);
                break;
            case 2:
                (list[at], list[0]) = (list[0], list[at]);
                break;
            case 3:
                list.Insert(at, Value(field, texts, random));
                break;
            default:
                list[at] = Value(field, texts, random);
                break;
        }
    }

    private static object Value(FieldDescriptor field, List<string> texts, Random random)
    {
        var number = Numbers[random.Next(Numbers.Length)];
        return field.FieldType switch
        {
            FieldType.Message => field.MessageType.Parser.ParseFrom([]),
            FieldType.String => texts[random.Next(texts.Count)],
            FieldType.Bytes => ByteString.CopyFrom(new byte[random.Next(20)]),
            FieldType.Float => (float)number,
            FieldType.Double => (double)number,
            FieldType.Int32 => unchecked((int)number),
            FieldType.UInt64 => unchecked((ulong)number),
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(16)),
            _ => number,
        };
    }
}
