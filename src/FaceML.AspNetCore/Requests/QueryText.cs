using System.Globalization;

namespace FaceML.AspNetCore.Requests;

/// <summary>Values of an address's query, so that a wrong one is answered as a problem that names it.</summary>
internal static class QueryText
{
    /// <summary>A whole number in a range.</summary>
    public static int Number(string name, string? text, int otherwise, int least, int most) =>
        text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : throw new FaceMLException(FaceMLError.InvalidRequest, $"'{name}' must be a whole number from {least} to {most}.");

    /// <summary>A number from 0 to 1.</summary>
    public static double Share(string name, string? text, double otherwise) =>
        text is null ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1 ? share
        : throw new FaceMLException(FaceMLError.InvalidRequest, $"'{name}' must be a number from 0 to 1.");

    /// <summary>True or false.</summary>
    public static bool Flag(string name, string? text) =>
        text is null ? false
        : bool.TryParse(text, out bool flag) ? flag
        : throw new FaceMLException(FaceMLError.InvalidRequest, $"'{name}' must be true or false.");

    /// <summary>A value of an enumeration, by name.</summary>
    public static T Choice<T>(string name, string? text, T otherwise)
        where T : struct, Enum =>
        text is null ? otherwise
        : !char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) ? value
        : throw new FaceMLException(
            FaceMLError.InvalidRequest,
            $"'{name}' must be one of {string.Join(", ", Enum.GetValues<T>().Select(AnswerJson.Name))}.");

    /// <summary>A day or a moment.</summary>
    public static DateTimeOffset? Moment(string name, string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment
        : throw new FaceMLException(FaceMLError.InvalidRequest, $"'{name}' must be a day or a moment: 2027-12-31.");
}
