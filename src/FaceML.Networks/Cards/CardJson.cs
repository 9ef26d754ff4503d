using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>How a card is written; <see cref="CardReader"/> reads it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters =
    [
        typeof(EnumNames<NetworkKind>), typeof(EnumNames<NetworkBatch>), typeof(EnumNames<FaceMetric>), typeof(EnumNames<TensorLayout>),
        typeof(EnumNames<ChannelOrder>), typeof(EnumNames<CommercialUse>), typeof(EnumNames<InputFit>),
        typeof(EnumNames<InputStandardization>),
    ],
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NetworkCard))]
internal sealed partial class CardJson : JsonSerializerContext;
