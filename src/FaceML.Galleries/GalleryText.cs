using System.Text.Json;

namespace FaceML.Galleries;

/// <summary>What texts a gallery accepts.</summary>
internal static class GalleryText
{
    public const int LongestId = 200;
    public const int LongestName = 1000;
    public const int LongestAttributes = 65536;

    /// <summary>Refuses what two people could not tell apart or a terminal would act on: control, format and unassigned characters,
    /// unpaired surrogates, blanks at the ends.</summary>
    public static void RequireId(string? id, string what) => Require(id, what, LongestId);

    public static void RequireName(string? name, string what)
    {
        if (name is not null)
        {
            Require(name, what, LongestName);
        }
    }

    /// <summary>Attributes are one JSON object.</summary>
    public static void RequireAttributes(string? json)
    {
        if (json is null)
        {
            return;
        }

        if (json.Length > LongestAttributes)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"Attributes must have at most {LongestAttributes:N0} characters; they have {json.Length:N0}.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new GalleryException(
                    GalleryError.InvalidArgument, $"Attributes must be a JSON object; they are of kind {document.RootElement.ValueKind}.");
            }
        }
        catch (JsonException exception)
        {
            throw new GalleryException(GalleryError.InvalidArgument, $"Attributes must be a JSON object; {exception.Message}", exception);
        }
    }

    /// <summary>A SHA-256 as 64 hexadecimal digits.</summary>
    public static void RequireHash(string? hash)
    {
        if (hash is not null && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
        {
            throw new GalleryException(GalleryError.InvalidArgument, "The source hash must be a SHA-256 of 64 hexadecimal digits.");
        }
    }

    private static void Require(string? text, string what, int longest)
    {
        if (string.IsNullOrEmpty(text) || text.Length > longest)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument, $"{what} must have 1 to {longest} characters; it has {text?.Length ?? 0}.");
        }

        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            throw new GalleryException(
                GalleryError.InvalidArgument, $"{what} must not begin or end with a blank; it is \"{Visible(text)}\".");
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsSurrogatePair(text, i);
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse || (char.IsSurrogate(text[i]) && !pair))
            {
                throw new GalleryException(GalleryError.InvalidArgument,
                    $"{what} must hold visible characters and inner blanks only; \"{Visible(text)}\" has the character "
                    + $"U+{(int)text[i]:X4} at {i + 1}.");
            }

            i += pair ? 1 : 0;
        }
    }

    private static string Visible(string text) =>
        string.Concat(
            text.Take(60)
            .Select(c =>
            char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c));
}
