// What stands on a hub's label.
namespace Fleet.Hubctl.Labels;

/// <summary>What provisioning knows of a label (hardware/enclosure.md); no key and no password.</summary>
/// <param name="HubId">16 lower-case hexadecimal digits.</param>
/// <param name="LabelCode">As written, such as <c>7K3Q-92MD-X</c>.</param>
/// <param name="Model">The hardware model.</param>
public sealed record LabelContent(string HubId, string LabelCode, string Model);
