using System.CommandLine.Parsing;
using System.Numerics;

namespace FaceML.Cli;

/// <summary>An option whose numbers are checked before anything runs. No other kind of option takes numbers (NumberOptionTests).</summary>
internal interface INumberOption
{
    NumberRange Range { get; }
}

/// <summary>What the options with numbers have in common.</summary>
internal abstract class RangedOption<T> : Option<T>, INumberOption
{
    protected RangedOption(string name, NumberRange range)
        : base(name) => Range = range;

    public NumberRange Range { get; }
}

/// <summary>An option with one number and a default.</summary>
internal sealed class NumberOption<T> : RangedOption<T>
    where T : struct, INumber<T>
{
    public NumberOption(string name, NumberRange range)
        : base(name, range) => CustomParser = result => NumberParser.Read<T>(result, name, range) is [T number, ..] ? number : default;

    public NumberOption(string name, NumberRange range, string helpName, T missing, string description)
        : this(name, range) => (HelpName, DefaultValueFactory, Description) = (helpName, _ => missing, description);
}

/// <summary>An option with one number; null when it is not given.</summary>
internal sealed class OptionalNumberOption<T> : RangedOption<T?>
    where T : struct, INumber<T>
{
    public OptionalNumberOption(string name, NumberRange range)
        : base(name, range) => CustomParser = result => NumberParser.Read<T>(result, name, range) is [T number, ..] ? number : null;

    public OptionalNumberOption(string name, NumberRange range, string helpName, string description)
        : this(name, range) => (HelpName, Description) = (helpName, description);
}

/// <summary>An option with one number or several.</summary>
internal sealed class NumbersOption<T> : RangedOption<T[]?>
    where T : struct, INumber<T>
{
    public NumbersOption(string name, NumberRange range)
        : base(name, range)
    {
        AllowMultipleArgumentsPerToken = true;
        CustomParser = result => NumberParser.Read<T>(result, name, range);
    }
}

/// <summary>Reads numbers as every culture's user types them for a program: a point, no thousands' separators.</summary>
internal static class NumberParser
{
    /// <summary>The numbers of an option, or null after an error that says what they must be.</summary>
    public static T[]? Read<T>(ArgumentResult result, string option, NumberRange range)
        where T : struct, INumber<T>
    {
        List<T> numbers = [];
        foreach (string given in result.Tokens.Select(token => token.Value))
        {
            if (Problem<T>(given, range, out T number) is { } problem)
            {
                result.AddError($"{option} must {problem}; it is {given}.");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static string? Problem<T>(string given, NumberRange range, out T number)
        where T : struct, INumber<T>
    {
        number = default;
        bool whole = typeof(T) == typeof(int) || typeof(T) == typeof(long);
        if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return whole ? "be a whole number" : "be a number";
        }

        if (whole && !double.IsInteger(value))
        {
            return "be a whole number";
        }

        if (!double.IsFinite(value))
        {
            return NumberRange.Finite.Words;
        }

        if (!range.Contains(value))
        {
            return range.Words;
        }

        // Read again as what it is: 64 bits hold more whole numbers than a double, and a float fewer numbers.
        NumberStyles style = whole ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        bool fits = T.TryParse(given, style, CultureInfo.InvariantCulture, out number) && T.IsFinite(number);
        return fits ? null : $"fit into {(typeof(T) == typeof(long) ? 64 : 32)} bits";
    }
}
