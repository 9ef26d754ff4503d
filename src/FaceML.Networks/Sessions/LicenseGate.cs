namespace FaceML.Networks;

/// <summary>Refuses networks whose stated terms do not fit the use.</summary>
internal static class LicenseGate
{
    internal static void Check(NetworkCard card, UseProfile profile) => Check([card], profile);

    /// <summary>Refuses several networks in one error that names all of them.</summary>
    /// <exception cref="NetworkException">Some do not fit; each is named with what is stated about it.</exception>
    internal static void Check(IEnumerable<NetworkCard> cards, UseProfile profile)
    {
        NetworkCard[] refused = [.. cards
            .Where(card => profile == UseProfile.Commercial && card.License.CommercialUse != CommercialUse.Allowed)];
        if (refused.Length > 0)
        {
            string names = string.Join(", ", refused.Select(card => card.Name));
            throw new NetworkException(names, $"the profile commercial refuses {string.Join("; ", refused.Select(Reason))}");
        }
    }

    private static string Reason(NetworkCard card) =>
        $"{card.Name} (package {card.License.Package}; {card.License.Weights}; training data: {card.License.TrainingData}; stated in: "
            + $"{card.License.StatedIn})";
}
