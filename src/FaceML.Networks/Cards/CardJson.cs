using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>
/// How a card is read and written: strictly. Made by the compiler, because the first card is read at every start of every application, and
/// looking its types over at run time took .1 s. The compiled reader gives an optional property that is missing its type's default value,
/// so a card's properties take a missing list for an empty one, and other defaults than 0 come by a constructor.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(EnumNames<NetworkKind>), typeof(EnumNames<NetworkBatch>), typeof(EnumNames<FaceMetric>), typeof(EnumNames<TensorLayout>),
        typeof(EnumNames<ChannelOrder>), typeof(EnumNames<CommercialUse>), typeof(EnumNames<InputFit>),
        typeof(EnumNames<InputStandardization>),
    ],
    MaxDepth = 8,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NetworkCard))]
internal sealed partial class CardJson : JsonSerializerContext;
